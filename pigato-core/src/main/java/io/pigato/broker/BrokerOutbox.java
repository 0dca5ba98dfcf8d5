package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** Where a {@link BrokerState} sends. */
@FunctionalInterface
interface BrokerOutbox {

	/** Sends one message to one peer; never throws. */
	SendResult send(Frame peer, WireMessage message);

	/**
	 * How long ago a message that comes from a peer and is not yet whole has grown; the
	 * longest time if none has.
	 */
	default long nanosSinceGrowth(Frame peer) {
		return Long.MAX_VALUE;
	}

	/** Cuts a peer off that does not keep up; its end is not reported. */
	default void disconnect(Frame peer) {
	}

	/** Has the directory published soon: it has changed, or a core service wants it. */
	default void publishDirectory() {
	}

}
