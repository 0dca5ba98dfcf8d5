package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * The broker was not reachable, or the connection ended while the request was under way
 * ({@code B_UNREACHABLE}). In the second case, whether the worker has done the work is
 * unknown.
 *
 * @since 0.1.0
 */
public class PigatoConnectionException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoConnectionException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoConnectionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
