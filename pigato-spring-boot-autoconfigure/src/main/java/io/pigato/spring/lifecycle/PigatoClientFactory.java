package io.pigato.spring.lifecycle;

import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;

/**
 * Makes clients.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoClientFactory {

	/**
	 * Makes a client.
	 * @param loop what it runs on
	 * @return a new client, not started
	 */
	PigatoClient create(PigatoLoop loop);

}
