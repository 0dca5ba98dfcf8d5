package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * More was waiting in the client than it may hold: requests not yet answered, or replies
 * that their consumer has not taken; the request was not sent, or was cancelled.
 *
 * @since 0.1.0
 */
public class PigatoOverflowException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoOverflowException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoOverflowException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
