package io.pigato.worker;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import io.pigato.ErrorCodes;
import io.pigato.PigatoServiceException;
import org.jspecify.annotations.Nullable;

/**
 * What the caller is told of a failure.
 *
 * @param code for programs
 * @param message for people
 * @param details more about it
 * @param unexpected whether it belongs in the worker's log
 */
record FailureReport(String code, String message, @Nullable Object details, boolean unexpected) {

	static final String INTERNAL_MESSAGE = "internal error";

	/**
	 * Tells what a handler meant to tell, and of all else as little as possible.
	 * @param includeMessage whether the message of an unexpected failure may be told
	 */
	static FailureReport of(Throwable failure, boolean includeMessage) {
		Throwable actual = unwrap(failure);
		if (actual instanceof PigatoServiceException meant) {
			String told = (meant.getMessage() != null) ? meant.getMessage() : meant.code();
			return new FailureReport(meant.code(), told, meant.details(), false);
		}
		if (actual instanceof UnreadablePayloadException) {
			return new FailureReport(ErrorCodes.INVALID_PAYLOAD, String.valueOf(actual.getMessage()), null, false);
		}
		String message = includeMessage ? actual.getMessage() : null;
		return new FailureReport(ErrorCodes.INTERNAL, (message != null) ? message : INTERNAL_MESSAGE, null, true);
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapped && cause != null) ? unwrap(cause) : failure;
	}

}
