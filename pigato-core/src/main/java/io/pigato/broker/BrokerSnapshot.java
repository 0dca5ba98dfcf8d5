package io.pigato.broker;

import java.time.Duration;

/**
 * What a broker is doing at one moment.
 *
 * @param uptime since it was bound
 * @param services how many names are offered by workers
 * @param workers how many workers are registered
 * @param queued how many requests wait for a worker
 * @param inFlight how many requests are with a worker and awaited by a client
 * @since 0.1.0
 */
public record BrokerSnapshot(Duration uptime, int services, int workers, int queued, int inFlight) {

}
