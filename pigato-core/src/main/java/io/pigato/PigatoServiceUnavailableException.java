package io.pigato;

/**
 * The broker, not a worker, ended the request: no worker could take it or finish it.
 * Trying again later can help.
 *
 * @since 0.1.0
 */
public class PigatoServiceUnavailableException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String code;

	/**
	 * With the broker's code.
	 * @param code one of the {@code B_} codes of {@link ErrorCodes}
	 * @param message what happened
	 */
	public PigatoServiceUnavailableException(String code, String message) {
		super(message);
		this.code = code;
	}

	/**
	 * The broker's code.
	 * @return one of the {@code B_} codes of {@link ErrorCodes}
	 */
	public String code() {
		return this.code;
	}

}
