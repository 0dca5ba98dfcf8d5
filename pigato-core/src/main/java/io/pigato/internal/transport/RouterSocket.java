package io.pigato.internal.transport;

import java.time.Duration;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/**
 * A broker's end of many connections. A peer is known by its identity, which is unique
 * among the live connections of this socket: while one connection has it, another that
 * announces the same is kept out (the incumbent wins). Between two connections with one
 * identity lies always a {@link Handler#onGone}. Used on the loop thread only.
 */
public interface RouterSocket {

	/** No message of a peer has grown, or the engine cannot tell. */
	long UNKNOWN = Long.MAX_VALUE;

	/**
	 * Sends one message, whole or not at all; never blocks, never throws.
	 * @param peer the identity of the receiver
	 * @param message what to send
	 * @return what became of it
	 */
	SendResult send(Frame peer, Message message);

	/**
	 * How long ago a message that comes from a peer and is not yet whole has grown, by 16
	 * KiB each time. The peer cannot send another sign of life meanwhile.
	 * @param peer the identity
	 * @return nanoseconds, or {@link #UNKNOWN}
	 */
	default long nanosSinceGrowth(Frame peer) {
		return UNKNOWN;
	}

	/**
	 * The endpoints as bound, in the order of the options, with real port numbers.
	 * @return for example {@code tcp://127.0.0.1:55555}
	 */
	List<String> endpoints();

	/**
	 * Cuts a peer off that does not keep up, or ends its connection otherwise at fault:
	 * what waits for it is lost, what it sent and nobody has heard is dropped, and its
	 * identity is free for another connection. {@link Handler#onGone} is not called for
	 * it, since the caller knows. An engine that cannot close a single connection keeps
	 * it and treats it as if it were closed. Does nothing for a peer that is not there.
	 * @param peer the identity
	 */
	void disconnect(Frame peer);

	/**
	 * Stops taking messages and connections, and lets accepted messages go out. The
	 * handler is not called any more.
	 * @param linger how long what was accepted may still take to leave
	 */
	void close(Duration linger);

	/** Told on the loop thread what arrives. What it throws is logged and lost. */
	interface Handler {

		/**
		 * A whole message.
		 * @param peer the identity of the sender, never empty
		 * @param message at least one frame
		 */
		void onMessage(Frame peer, Message message);

		/**
		 * A peer's connection has ended. Comes once a connection, also for peers that
		 * never sent a message.
		 * @param peer the identity
		 */
		void onGone(Frame peer);

		/**
		 * The engine dropped something on its own account.
		 * @param reason why
		 */
		default void onDropped(TransportDrop reason) {
		}

		/**
		 * The engine refused or ended a connection for what its peer did, and can tell of
		 * it; an engine that cannot calls {@link #onDropped} alone.
		 * @param reason why
		 * @param detail one line for people, of at most 200 printable characters: the
		 * peer's address and what was wrong
		 */
		default void onRefused(TransportDrop reason, String detail) {
			onDropped(reason);
		}

		/**
		 * The engine cannot go on: nothing will arrive or leave any more.
		 * @param cause what happened
		 */
		void onFailed(Throwable cause);

	}

}
