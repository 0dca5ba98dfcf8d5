package io.pigato.internal.transport.zmtp;

import io.pigato.internal.transport.TransportDrop;

/**
 * A peer broke a rule after which nothing of its connection can be trusted any more.
 * Without a stack trace: who throws it is no secret, and hostile peers make many.
 */
final class ProtocolException extends Exception {

	private static final long serialVersionUID = 1L;

	private final TransportDrop drop;

	ProtocolException(String reason) {
		this(TransportDrop.PROTOCOL_ERROR, reason);
	}

	/**
	 * With a reason that is counted by itself.
	 * @param drop what to count it as
	 * @param reason for people
	 */
	ProtocolException(TransportDrop drop, String reason) {
		super(reason, null, false, false);
		this.drop = drop;
	}

	TransportDrop drop() {
		return this.drop;
	}

	/** The words for people. */
	String reason() {
		return String.valueOf(getMessage());
	}

}
