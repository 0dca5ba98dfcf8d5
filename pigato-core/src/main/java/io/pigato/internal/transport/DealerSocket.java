package io.pigato.internal.transport;

import java.time.Duration;

import io.pigato.internal.Message;

/**
 * A client's or worker's end of <em>one</em> connection. It does not reconnect: after
 * {@link Handler#onClosed} it is finished, and whoever wants another opens a new socket
 * with a new identity, after a pause of its own choice. Used on the loop thread only.
 */
public interface DealerSocket {

	/** No message has grown, or the engine cannot tell. */
	long UNKNOWN = Long.MAX_VALUE;

	/**
	 * Sends one message, whole or not at all; never blocks, never throws. While the
	 * connection is being made, messages wait within the bound of the options.
	 * @param message what to send
	 * @return {@link SendResult#GONE} once the connection has ended
	 */
	SendResult send(Message message);

	/**
	 * How long ago a message that comes and is not yet whole has grown, by 16 KiB each
	 * time. Whoever sends it cannot send another sign of life meanwhile.
	 * @return nanoseconds, or {@link #UNKNOWN}
	 */
	default long nanosSinceGrowth() {
		return UNKNOWN;
	}

	/**
	 * Ends the connection. The handler is not called any more. Does nothing the second
	 * time.
	 * @param linger how long what was accepted may still take to leave
	 */
	void close(Duration linger);

	/** Told on the loop thread what arrives. What it throws is logged and lost. */
	interface Handler {

		/**
		 * The transport has a connection. Whether a broker is at the other end shows only
		 * when its first message arrives.
		 */
		default void onConnected() {
		}

		/**
		 * A whole message.
		 * @param message at least one frame
		 */
		void onMessage(Message message);

		/**
		 * The connection could not be made or has ended; called at most once, and never
		 * after {@link DealerSocket#close}.
		 * @param reason for people: names the endpoint and what happened
		 */
		void onClosed(String reason);

	}

}
