package io.pigato.internal.transport;

import java.time.Duration;

import io.pigato.internal.Frame;

/**
 * A broker's end that tells whoever has subscribed. Nobody is waited for: a subscriber
 * that does not keep up misses publications. Used on the loop thread only.
 */
public interface PublisherSocket {

	/**
	 * Sends a publication to all subscribers; never blocks, never throws.
	 * @param publication one frame, which begins with the topic of the options
	 */
	void publish(Frame publication);

	/**
	 * The endpoint as bound, with its real port number.
	 * @return for example {@code tcp://127.0.0.1:55550}
	 */
	String endpoint();

	/**
	 * Ends all connections; the handler is not called any more.
	 * @param linger how long what was published may still take to leave
	 */
	void close(Duration linger);

	/** Told on the loop thread what happens. What it throws is logged and lost. */
	interface Handler {

		/** Somebody has subscribed, perhaps not for the first time. */
		void onSubscribed();

		/**
		 * The engine dropped what a subscriber has sent.
		 * @param reason why
		 */
		default void onDropped(TransportDrop reason) {
		}

		/**
		 * The engine cannot go on: no publication will leave any more.
		 * @param cause what happened
		 */
		void onFailed(Throwable cause);

	}

}
