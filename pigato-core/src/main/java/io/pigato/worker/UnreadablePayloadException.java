package io.pigato.worker;

import io.pigato.PigatoPayloadException;

/** The caller's payload does not fit what its handler reads: the caller's fault. */
final class UnreadablePayloadException extends PigatoPayloadException {

	private static final long serialVersionUID = 1L;

	UnreadablePayloadException(PigatoPayloadException cause) {
		super(String.valueOf(cause.getMessage()), cause);
	}

}
