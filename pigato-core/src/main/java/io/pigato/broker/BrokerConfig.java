package io.pigato.broker;

/**
 * What a {@link BrokerState} needs to know.
 *
 * @param heartbeatNanos how often peers are expected to show that they are alive
 * @param liveness how many of those may be missed
 * @param aliasSeed makes the aliases of this broker unlike those of another
 * @param limits what peers may make it hold
 * @param policy how it brings requests and workers together
 * @param cache what of its workers' replies it may store
 * @param coreServices whether workers may offer services with reserved names
 */
record BrokerConfig(long heartbeatNanos, int liveness, long aliasSeed, BrokerLimits limits, DispatchPolicy policy,
		CacheLimits cache, boolean coreServices) {

	BrokerConfig(long heartbeatNanos, int liveness, long aliasSeed, BrokerLimits limits) {
		this(heartbeatNanos, liveness, aliasSeed, limits, DispatchPolicy.DEFAULT, CacheLimits.NONE, false);
	}

	/** How long a worker may be silent. */
	long workerSilenceNanos() {
		return this.heartbeatNanos * (this.liveness + 1);
	}

	/** How long a client may be away before its requests are dropped. */
	long clientGraceNanos() {
		return this.heartbeatNanos * this.liveness;
	}

}
