package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * The worker answered with an error. Asking again helps only if its code says so.
 * <p>
 * A handler that lets one pass from a nested call fails with {@link ErrorCodes#INTERNAL}:
 * another service's error is its own only if it says so by a
 * {@link PigatoServiceException}.
 *
 * @since 0.1.0
 */
public class PigatoRemoteException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String code;

	private final transient @Nullable Object details;

	/**
	 * With a code and a message.
	 * @param code for programs
	 * @param message for people
	 */
	public PigatoRemoteException(String code, String message) {
		this(code, message, null);
	}

	/**
	 * With a code, a message and details.
	 * @param code for programs
	 * @param message for people
	 * @param details any JSON value, or {@code null}
	 */
	public PigatoRemoteException(String code, String message, @Nullable Object details) {
		super(message);
		this.code = code;
		this.details = details;
	}

	/**
	 * What went wrong, for programs.
	 * @return the worker's code; {@link ErrorCodes#INTERNAL} where it sent none
	 */
	public String code() {
		return this.code;
	}

	/**
	 * More about it.
	 * @return a value of plain JSON types (map, list, text, number, boolean), or
	 * {@code null}
	 */
	public @Nullable Object details() {
		return this.details;
	}

}
