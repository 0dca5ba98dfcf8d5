package io.pigato.internal.protocol;

import java.util.Set;

import io.pigato.ErrorCodes;

/** Errors that a broker makes on its own account. */
public final class BrokerError {

	/**
	 * Those after which asking again later can help and does no work twice. A lost worker
	 * is not among them: it may have done the work.
	 */
	private static final Set<String> RETRYABLE = Set.of(ErrorCodes.QUEUE_FULL, ErrorCodes.NO_WORKER,
			ErrorCodes.SHUTDOWN, ErrorCodes.UNREACHABLE);

	private BrokerError() {
	}

	/**
	 * The error as a final reply: its data is the code, as other brokers' errors are, and
	 * the message stands in the options.
	 * @param code one of {@link ErrorCodes}
	 * @param message what happened, for people
	 * @return the body of the reply
	 */
	public static ReplyBody of(String code, String message) {
		return new ReplyError(code, message, null, RETRYABLE.contains(code)).toBody(code);
	}

}
