package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * A broker could not bind one of its endpoints.
 *
 * @since 0.1.0
 */
public class PigatoBindException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String endpoint;

	/**
	 * With the endpoint and the likely cause.
	 * @param endpoint as it was asked for
	 * @param reason the likely cause, for people
	 * @param cause what the transport said, or {@code null}
	 */
	public PigatoBindException(String endpoint, String reason, @Nullable Throwable cause) {
		super("Cannot bind " + endpoint + ": " + reason, cause);
		this.endpoint = endpoint;
	}

	/**
	 * The endpoint that could not be bound.
	 * @return as it was asked for
	 */
	public String endpoint() {
		return this.endpoint;
	}

}
