package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * The client, worker or broker was closed before or while it was asked.
 *
 * @since 0.1.0
 */
public class PigatoClosedException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoClosedException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoClosedException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
