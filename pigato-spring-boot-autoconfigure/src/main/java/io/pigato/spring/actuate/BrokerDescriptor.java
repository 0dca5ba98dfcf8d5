package io.pigato.spring.actuate;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an embedded broker is doing.
 *
 * @param running whether it is bound, its loop alive and its transport able to work
 * @param error what is wrong, {@code null} for nothing
 * @param endpoints where it is bound
 * @param uptimeSeconds how long it has been bound
 * @param workers how many workers are registered
 * @param clients how many clients are known
 * @param queued how many requests wait for a worker
 * @param queuedBytes what these take
 * @param inFlight how many requests are with a worker
 * @param services what each service is doing, those with workers first; {@code null} if
 * the broker did not tell in time
 * @param counters what has happened since the application began, as the meters of the
 * same names; what has not happened is left out
 * @since 0.1.0
 */
public record BrokerDescriptor(boolean running, @Nullable String error, List<String> endpoints, long uptimeSeconds,
		int workers, int clients, int queued, long queuedBytes, int inFlight,
		@Nullable List<ServiceDescriptor> services, Map<String, Object> counters) {

	/**
	 * What a service is doing.
	 *
	 * @param name the name, as workers offer it or clients ask for it
	 * @param workers how many workers offer it
	 * @param inFlight how many requests these hold
	 * @param queued how many requests wait
	 * @since 0.1.0
	 */
	public record ServiceDescriptor(String name, int workers, int inFlight, int queued) {

	}

}
