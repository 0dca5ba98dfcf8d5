package io.pigato.internal.transport;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Frame;

/**
 * How a publisher is opened.
 *
 * @param bind where, a {@code tcp://} endpoint
 * @param topic what all it publishes begins with; subscriptions that do not match it are
 * not remembered, so that no subscriber can make it hold more than a few of them
 * @param maxQueued the most publications that wait for one subscriber; it misses those
 * that do not fit
 * @param connections what else is bounded, where an engine can
 */
public record PublisherOptions(Endpoint bind, Frame topic, int maxQueued, ConnectionLimits connections) {

	/** Checks the values. */
	public PublisherOptions {
		if (bind.scheme() != Endpoint.Scheme.TCP) {
			throw new IllegalArgumentException("Subscribers are other processes: write tcp://host:port, not " + bind);
		}
		if (topic.isEmpty() || maxQueued < 1) {
			throw new IllegalArgumentException("A publisher has a topic, and room for at least one publication");
		}
	}

	/**
	 * Options with the default of what else is bounded.
	 * @param bind as above
	 * @param topic as above
	 * @param maxQueued as above
	 */
	public PublisherOptions(Endpoint bind, Frame topic, int maxQueued) {
		this(bind, topic, maxQueued, ConnectionLimits.DEFAULT);
	}

	/**
	 * With other bounds of its connections.
	 * @param limits where an engine can honour them
	 * @return a copy
	 */
	public PublisherOptions withConnections(ConnectionLimits limits) {
		return new PublisherOptions(this.bind, this.topic, this.maxQueued, limits);
	}

	/**
	 * Whether a subscriber can mean what is published.
	 * @param subscription what it wants everything to begin with
	 * @return whether that is the topic or the beginning of it
	 */
	public boolean matches(Frame subscription) {
		boolean matches = subscription.length() <= this.topic.length();
		for (int i = 0; matches && i < subscription.length(); i++) {
			matches = subscription.at(i) == this.topic.at(i);
		}
		return matches;
	}

}
