package io.pigato.client;

/**
 * Is told of what a client lives through: on its callback executor, in order, one call at
 * a time, never on its loop. What a method throws is logged.
 *
 * @since 0.1.0
 */
public interface ClientListener {

	/** The client begins to connect, by its start or its first request. Once. */
	default void onStart() {
	}

	/** A broker has answered on a new connection. */
	default void onConnect() {
	}

	/**
	 * The connection has ended that {@link #onConnect()} told of. Attempts that fail are
	 * not told: see {@link PigatoClient#lastError()}.
	 * @param reason for people
	 */
	default void onDisconnect(String reason) {
	}

	/** The client is closed, or its loop has ended. Once, the last call. */
	default void onStop() {
	}

}
