package io.pigato.spring.lifecycle;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/**
 * Makes brokers, one for each start.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoBrokerFactory {

	/**
	 * Makes a broker.
	 * @param loop what it runs on, {@code null} for a loop of its own
	 * @return a new broker, not started
	 */
	PigatoBroker create(@Nullable PigatoLoop loop);

}
