package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** Where a {@link BrokerState} sends. */
@FunctionalInterface
interface BrokerOutbox {

	/** Sends one message to one peer; never throws. */
	SendResult send(Frame peer, WireMessage message);

	/** Cuts a peer off that does not keep up; its end is not reported. */
	default void disconnect(Frame peer) {
	}

	/** Has the directory published soon: it has changed, or a core service wants it. */
	default void publishDirectory() {
	}

}
