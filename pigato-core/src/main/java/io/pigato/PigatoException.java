package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * Root of all that PIGATO throws on its own account. The subclasses differ by what a
 * caller can do about it.
 *
 * @since 0.1.0
 */
public class PigatoException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
