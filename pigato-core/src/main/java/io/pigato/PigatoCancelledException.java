package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * The request was cancelled ({@code CANCELLED}), for example because the thread that
 * waited for it was interrupted. Whether the worker has done the work is unknown.
 *
 * @since 0.1.0
 */
public class PigatoCancelledException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoCancelledException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoCancelledException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
