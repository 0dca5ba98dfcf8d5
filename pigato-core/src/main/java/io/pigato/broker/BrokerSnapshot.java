package io.pigato.broker;

import java.time.Duration;

/**
 * What a broker is doing at one moment.
 *
 * @param uptime since it was bound
 * @param services how many names are offered by workers
 * @param workers how many workers are registered
 * @param clients how many clients are known: connected, or away for no longer than the
 * grace period
 * @param queued how many requests wait for a worker
 * @param queuedBytes how many bytes these take
 * @param inFlight how many requests are with a worker and awaited by a client
 * @since 0.1.0
 */
public record BrokerSnapshot(Duration uptime, int services, int workers, int clients, int queued, long queuedBytes,
		int inFlight) {

	/** Of a broker that was not started. */
	static final BrokerSnapshot NONE = new BrokerSnapshot(Duration.ZERO, 0, 0, 0, 0, 0, 0);

	BrokerSnapshot withUptime(Duration newUptime) {
		return new BrokerSnapshot(newUptime, this.services, this.workers, this.clients, this.queued, this.queuedBytes,
				this.inFlight);
	}

}
