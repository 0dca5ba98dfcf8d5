package io.pigato.internal.transport.zmtp;

import java.util.HashMap;
import java.util.Map;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.TransportDrop;

/**
 * What one peer has subscribed to (RFC 29): beginnings of topics, each as often as it
 * likes, within a bound.
 */
final class Subscriptions {

	private final ConnectionLimits limits;

	private final Map<Frame, Integer> topics = new HashMap<>();

	private long bytes;

	Subscriptions(ConnectionLimits limits) {
		this.limits = limits;
	}

	/**
	 * One more, or the end of one; the end of what is not there is nothing.
	 * @param topic what a topic has to begin with
	 * @param wanted {@code false} for the end
	 * @throws ProtocolException if there are too many
	 */
	void change(Frame topic, boolean wanted) throws ProtocolException {
		if (!wanted) {
			if (this.topics.containsKey(topic)
					&& this.topics.merge(topic, 0, (count, none) -> (count == 1) ? null : count - 1) == null) {
				this.bytes -= topic.length();
			}
			return;
		}
		if (this.topics.merge(topic, 1, Integer::sum) == 1) {
			this.bytes += topic.length();
		}
		if (this.topics.size() > this.limits.maxSubscriptions() || this.bytes > this.limits.maxSubscriptionBytes()) {
			throw new ProtocolException(TransportDrop.TOO_MANY_SUBSCRIPTIONS, "it has too many subscriptions");
		}
	}

	/**
	 * Whether a message is for this peer.
	 * @param topic the first frame
	 * @return whether it begins with a topic of this peer's
	 */
	boolean match(Frame topic) {
		for (Frame wanted : this.topics.keySet()) {
			if (isBeginning(wanted, topic)) {
				return true;
			}
		}
		return false;
	}

	int size() {
		return this.topics.size();
	}

	private static boolean isBeginning(Frame wanted, Frame topic) {
		if (wanted.length() > topic.length()) {
			return false;
		}
		for (int i = 0; i < wanted.length(); i++) {
			if (wanted.at(i) != topic.at(i)) {
				return false;
			}
		}
		return true;
	}

}
