package io.pigato.internal.transport;

import java.time.Duration;

/**
 * What an engine that has its connections in its own hands bounds besides
 * {@link TransportLimits}. JeroMQ knows none of these.
 *
 * @param maxConnections the most connections of a broker's socket, those included that
 * have not yet said who they are
 * @param maxConnectionsPerAddress the most of one address; the loopback is free of it
 * @param fullGrace how long a peer may be full before a broker closes its connection
 * @param handshake how long a peer may take to say who it is
 * @param identityHold how long an identity stays with a connection that nothing is heard
 * from: a second one that announces it takes over afterwards
 * @param maxSubscriptions the most subscriptions of a peer
 * @param maxSubscriptionBytes the most bytes of all subscriptions of a peer
 */
public record ConnectionLimits(int maxConnections, int maxConnectionsPerAddress, Duration fullGrace, Duration handshake,
		Duration identityHold, int maxSubscriptions, int maxSubscriptionBytes) {

	/**
	 * 10,000 connections, 2,000 an address, full for 10 s, 2 s for the handshake, 10 s of
	 * silence, 1,000 subscriptions of 64 KiB.
	 */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(10_000, 2_000, Duration.ofSeconds(10),
			Duration.ofSeconds(2), Duration.ofSeconds(10), 1_000, 64 * 1024);

	/** Checks the bounds: all at least 1, or more than no time. */
	public ConnectionLimits {
		if (maxConnections < 1 || maxConnectionsPerAddress < 1 || maxSubscriptions < 1 || maxSubscriptionBytes < 1) {
			throw new IllegalArgumentException("Limits are at least 1: maxConnections " + maxConnections
					+ ", maxConnectionsPerAddress " + maxConnectionsPerAddress + ", maxSubscriptions "
					+ maxSubscriptions + ", maxSubscriptionBytes " + maxSubscriptionBytes);
		}
		requirePositive("fullGrace", fullGrace);
		requirePositive("handshake", handshake);
		requirePositive("identityHold", identityHold);
	}

	private static void requirePositive(String name, Duration value) {
		if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(365)) > 0) {
			throw new IllegalArgumentException(name + " is more than 0 and at most a year, not " + value);
		}
	}

}
