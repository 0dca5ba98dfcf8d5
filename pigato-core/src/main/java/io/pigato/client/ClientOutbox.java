package io.pigato.client;

import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** What a {@link ClientSession} makes happen. */
interface ClientOutbox {

	/** Open a new connection in place of the present one. */
	void connect(int attempt);

	/** Send on the present connection. */
	SendResult send(WireMessage message);

	/**
	 * How long ago a message that comes and is not yet whole has grown; the longest time
	 * if none has.
	 */
	default long nanosSinceGrowth() {
		return Long.MAX_VALUE;
	}

	/** Drop the present connection. */
	void disconnect();

	/** A request is over and no longer held. */
	void ended(PendingRequest request);

	/** The first sign of a broker on a connection. */
	void connected();

	/** The end of a connection, or of an attempt. */
	void disconnected(String reason);

}
