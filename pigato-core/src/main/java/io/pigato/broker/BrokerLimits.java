package io.pigato.broker;

/**
 * What peers may make a broker hold.
 *
 * @param maxQueuedBytes waiting requests of all services
 * @param maxQueuedPerService waiting requests of one service
 * @param maxRequestsPerClient requests of one client that have not ended
 * @param maxNames service names that exist only because clients asked for them
 */
record BrokerLimits(long maxQueuedBytes, int maxQueuedPerService, int maxRequestsPerClient, int maxNames) {

	/** 256 MiB, 1,000,000, 1,000,000 and 100,000. */
	static final BrokerLimits DEFAULT = new BrokerLimits(256L * 1024 * 1024, 1_000_000, 1_000_000, 100_000);

}
