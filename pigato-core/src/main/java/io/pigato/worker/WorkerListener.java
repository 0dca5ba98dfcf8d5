package io.pigato.worker;

/**
 * Is told how a worker stands with its broker: on the worker's executor, in order, one
 * call at a time, never on its loop. What a method throws is logged.
 *
 * @since 0.1.0
 */
public interface WorkerListener {

	/** The worker begins to connect. Once. */
	default void onStart() {
	}

	/** A broker has acknowledged the registration on a new connection. */
	default void onRegister() {
	}

	/**
	 * The registration has ended that {@link #onRegister()} told of. Attempts that fail
	 * are not told: see {@link PigatoWorker#lastError()}.
	 * @param reason for people
	 */
	default void onDisconnect(String reason) {
	}

	/** The worker is closed, or its loop has ended. Once, the last call. */
	default void onStop() {
	}

}
