package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a handler whose failure the caller is to know: code, message and details
 * travel, the stack trace stays. The caller gets a {@link PigatoRemoteException}.
 *
 * @since 0.1.0
 */
public class PigatoServiceException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String code;

	private final transient @Nullable Object details;

	/**
	 * With a code and a message.
	 * @param code for programs; not empty
	 * @param message for people; a peer that knows no codes is shown this alone
	 */
	public PigatoServiceException(String code, String message) {
		this(code, message, null);
	}

	/**
	 * With a code, a message and details.
	 * @param code for programs; not empty
	 * @param message for people
	 * @param details any JSON value, or {@code null}; if it has no JSON form, or one of
	 * more than 1 MiB with the rest, the caller gets none
	 */
	public PigatoServiceException(String code, String message, @Nullable Object details) {
		super(message);
		this.code = code;
		this.details = details;
	}

	/**
	 * What went wrong, for programs.
	 * @return never empty
	 */
	public String code() {
		return this.code;
	}

	/**
	 * More about it.
	 * @return any JSON value, or {@code null}
	 */
	public @Nullable Object details() {
		return this.details;
	}

}
