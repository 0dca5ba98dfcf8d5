package io.pigato.broker;

/**
 * How much peers may make a broker hold.
 *
 * @param maxNameBytes the longest service name
 * @param maxWaitingBytes of all requests that wait for a worker together
 * @param maxWaitingPerService how many requests wait for the workers of one service
 * @param maxUnansweredPerClient how many requests one client has that are not answered
 * @param maxUnservedNames how many names exist without a worker, because clients asked
 * for them
 */
record BrokerLimits(int maxNameBytes, long maxWaitingBytes, int maxWaitingPerService, int maxUnansweredPerClient,
		int maxUnservedNames) {

	/** 255 bytes, 256 MiB, 1,000,000, 1,000,000, 100,000. */
	static final BrokerLimits DEFAULT = new BrokerLimits(255, 256L * 1024 * 1024, 1_000_000, 1_000_000, 100_000);

}
