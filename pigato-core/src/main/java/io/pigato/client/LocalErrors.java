package io.pigato.client;

import io.pigato.ErrorCodes;
import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoTimeoutException;

/** The errors that a client makes itself. */
final class LocalErrors {

	private static final int NANOS_PER_MILLI = 1_000_000;

	private LocalErrors() {
	}

	static PigatoException timeout(PendingRequest request) {
		return new PigatoTimeoutException("No reply from " + service(request) + " for " + timeoutMillis(request)
				+ " ms (" + ErrorCodes.CLIENT_TIMEOUT + ")");
	}

	static PigatoException unreachable(PendingRequest request, String lastReason) {
		String outcome = (request.rid() != null) ? " could not be sent again, though it may have been done"
				: " was not sent";
		return new PigatoConnectionException(
				"No broker was reachable within " + timeoutMillis(request) + " ms, so that the request to "
						+ service(request) + outcome + " (" + ErrorCodes.UNREACHABLE + "): " + lastReason);
	}

	static PigatoException connectionLost(PendingRequest request, String reason) {
		return new PigatoConnectionException("The connection to the broker ended during a request to "
				+ service(request) + ", which may have been done: " + reason);
	}

	static PigatoException closed() {
		return new PigatoClosedException("The client is closed");
	}

	private static String service(PendingRequest request) {
		return "service '" + request.content().service() + "'";
	}

	private static long timeoutMillis(PendingRequest request) {
		return request.content().timeoutNanos() / NANOS_PER_MILLI;
	}

}
