package io.pigato.broker;

/**
 * What a {@link BrokerState} is set to.
 *
 * @param intervalNanos how often peers are expected to show that they are alive
 * @param liveness how many of those may be missed
 * @param limits how much peers may make it hold
 */
record BrokerConfig(long intervalNanos, int liveness, BrokerLimits limits) {

	/** How long a worker may be silent. */
	long workerSilenceNanos() {
		return this.intervalNanos * (this.liveness + 1);
	}

	/** How long a client may take to come back after its connection has ended. */
	long clientGraceNanos() {
		return this.intervalNanos * this.liveness;
	}

}
