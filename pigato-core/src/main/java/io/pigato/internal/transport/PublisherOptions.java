package io.pigato.internal.transport;

import io.pigato.internal.Frame;

/**
 * How a publisher is opened.
 *
 * @param bind where, a {@code tcp://} endpoint
 * @param topic what all it publishes begins with; subscriptions that do not match it are
 * not remembered, so that no subscriber can make it hold more than a few of them
 * @param maxQueued the most publications that wait for one subscriber; it misses those
 * that do not fit
 */
public record PublisherOptions(Endpoint bind, Frame topic, int maxQueued) {

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
