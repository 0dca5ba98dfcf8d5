package io.pigato;

import java.time.Duration;

/**
 * What the connections of a broker may take, whoever is at their other end. What is
 * reached by one connection ends that connection, or keeps a new one out, and is reported
 * to the broker's listener and logged.
 * <p>
 * JeroMQ has its connections in its own hands and honours none of these: there, the
 * number of connections is bounded by the descriptors of the process, a peer has 10 s to
 * say who it is, a second connection with a live identity hears nothing until the first
 * has ended, and a peer that takes nothing stays full.
 *
 * @param maxConnections the most connections of a broker, all its endpoints together,
 * those included that have not yet said who they are; 1 or more, default 10,000. Its
 * internal channel may have as many again. One more is closed at once. The operating
 * system's limit of descriptors should be above it: when it is reached, no connection is
 * accepted for a fifth of a second at a time
 * @param maxConnectionsPerAddress the most of them from one IP address; 1 or more,
 * default 2,000. One more is closed at once. Connections from the loopback are bounded by
 * {@code maxConnections} alone
 * @param maxHandshakeBytes the most bytes of what a peer says of itself after the
 * greeting's 64; 512 to 65,536, default 1,024. A peer that says more is closed
 * @param handshakeTime from the connection to the end of the handshake; more than 0, at
 * most a day, default 2 s. A peer that takes longer is closed
 * @param unsentGrace how long a peer may leave so much unread that nothing more can be
 * sent to it; more than 0, at most a day, default 10 s. Then it is closed, and gone. It
 * has caught up once half of that has left
 * @param identityHold how long an identity stays with a connection of which nothing is
 * heard; more than 0, at most a day, default 10 s. A second connection that announces the
 * identity is closed before, and takes over afterwards: the first is closed then, and
 * gone
 * @param maxSubscriptions the most different subscriptions of a subscriber; 1 or more,
 * default 1,000. A subscriber with one more is closed
 * @param maxSubscriptionBytes the most bytes of all subscriptions of a subscriber
 * together; 1 or more, default 64 KiB. A subscriber with one more is closed
 * @since 0.1.0
 */
public record ConnectionLimits(int maxConnections, int maxConnectionsPerAddress, int maxHandshakeBytes,
		Duration handshakeTime, Duration unsentGrace, Duration identityHold, int maxSubscriptions,
		int maxSubscriptionBytes) {

	/**
	 * 10,000 connections, 2,000 an address; 1,024 bytes and 2 s for the handshake; full
	 * for 10 s, an identity held for 10 s; 1,000 subscriptions of 64 KiB.
	 */
	public static final ConnectionLimits DEFAULT = new ConnectionLimits(10_000, 2_000, 1_024, Duration.ofSeconds(2),
			Duration.ofSeconds(10), Duration.ofSeconds(10), 1_000, 64 * 1024);

	private static final int LEAST_HANDSHAKE = 512;

	private static final int MOST_HANDSHAKE = 65_536;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if a limit is out of its bounds; it says which
	 */
	public ConnectionLimits {
		requireOne("maxConnections", maxConnections);
		requireOne("maxConnectionsPerAddress", maxConnectionsPerAddress);
		requireOne("maxSubscriptions", maxSubscriptions);
		requireOne("maxSubscriptionBytes", maxSubscriptionBytes);
		requireTime("handshakeTime", handshakeTime);
		requireTime("unsentGrace", unsentGrace);
		requireTime("identityHold", identityHold);
		if (maxHandshakeBytes < LEAST_HANDSHAKE || maxHandshakeBytes > MOST_HANDSHAKE) {
			throw new IllegalArgumentException(
					"maxHandshakeBytes is " + LEAST_HANDSHAKE + " to " + MOST_HANDSHAKE + ", not " + maxHandshakeBytes);
		}
	}

	/**
	 * With another limit of all connections.
	 * @param connections 1 or more
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withMaxConnections(int connections) {
		return new ConnectionLimits(connections, this.maxConnectionsPerAddress, this.maxHandshakeBytes,
				this.handshakeTime, this.unsentGrace, this.identityHold, this.maxSubscriptions,
				this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of one address's connections.
	 * @param connections 1 or more
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withMaxConnectionsPerAddress(int connections) {
		return new ConnectionLimits(this.maxConnections, connections, this.maxHandshakeBytes, this.handshakeTime,
				this.unsentGrace, this.identityHold, this.maxSubscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of a handshake's length.
	 * @param bytes 512 to 65,536
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withMaxHandshakeBytes(int bytes) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, bytes, this.handshakeTime,
				this.unsentGrace, this.identityHold, this.maxSubscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of a handshake's duration.
	 * @param time more than 0, at most a day
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withHandshakeTime(Duration time) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, this.maxHandshakeBytes, time,
				this.unsentGrace, this.identityHold, this.maxSubscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of the time a peer may be full.
	 * @param time more than 0, at most a day
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withUnsentGrace(Duration time) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, this.maxHandshakeBytes,
				this.handshakeTime, time, this.identityHold, this.maxSubscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of the time an identity is held for a silent connection.
	 * @param time more than 0, at most a day
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withIdentityHold(Duration time) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, this.maxHandshakeBytes,
				this.handshakeTime, this.unsentGrace, time, this.maxSubscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of a subscriber's subscriptions.
	 * @param subscriptions 1 or more
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withMaxSubscriptions(int subscriptions) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, this.maxHandshakeBytes,
				this.handshakeTime, this.unsentGrace, this.identityHold, subscriptions, this.maxSubscriptionBytes);
	}

	/**
	 * With another limit of the bytes of a subscriber's subscriptions.
	 * @param bytes 1 or more
	 * @return a copy
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public ConnectionLimits withMaxSubscriptionBytes(int bytes) {
		return new ConnectionLimits(this.maxConnections, this.maxConnectionsPerAddress, this.maxHandshakeBytes,
				this.handshakeTime, this.unsentGrace, this.identityHold, this.maxSubscriptions, bytes);
	}

	private static void requireOne(String name, int value) {
		if (value < 1) {
			throw new IllegalArgumentException(name + " is at least 1, not " + value);
		}
	}

	private static void requireTime(String name, Duration value) {
		if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
			throw new IllegalArgumentException(name + " is more than 0 and at most a day, not " + value);
		}
	}

}
