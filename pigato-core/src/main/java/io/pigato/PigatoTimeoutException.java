package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * No reply, and no sign of one, came within the request's time-out ({@code C_TIMEOUT}).
 * Whether the worker has done the work is unknown.
 *
 * @since 0.1.0
 */
public class PigatoTimeoutException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoTimeoutException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoTimeoutException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
