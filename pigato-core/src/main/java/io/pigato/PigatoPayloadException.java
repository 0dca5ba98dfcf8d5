package io.pigato;

import org.jspecify.annotations.Nullable;

/**
 * A value could not be turned into a payload, or a payload not into the wanted type.
 *
 * @since 0.1.0
 */
public class PigatoPayloadException extends PigatoException {

	private static final long serialVersionUID = 1L;

	/**
	 * With a message.
	 * @param message what happened
	 */
	public PigatoPayloadException(String message) {
		super(message);
	}

	/**
	 * With a message and a cause.
	 * @param message what happened
	 * @param cause why, or {@code null}
	 */
	public PigatoPayloadException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
