package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** The one way out of a {@link BrokerState}. */
@FunctionalInterface
interface BrokerOutbox {

	/**
	 * Sends one message, or says at once that it cannot; never calls back.
	 * @param peer the identity of the receiver
	 * @param message what to send
	 * @return what became of it
	 */
	SendResult send(Frame peer, WireMessage message);

}
