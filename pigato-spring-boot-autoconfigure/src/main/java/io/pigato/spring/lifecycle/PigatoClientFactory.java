package io.pigato.spring.lifecycle;

import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;

/** Makes the core's clients, one for each start. */
@FunctionalInterface
interface PigatoClientFactory {

	/**
	 * Makes a client.
	 * @param loop what it runs on
	 * @param listener who is told of its life
	 * @return a new client, not started
	 */
	PigatoClient create(PigatoLoop loop, ClientListener listener);

}
