package io.pigato.samples.perf;

import org.jspecify.annotations.Nullable;

/** A run cannot begin or go on; the message is for people. */
final class PerfException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	PerfException(String message) {
		this(message, null);
	}

	PerfException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

	/** What to tell people, whatever has been thrown. */
	static String messageOf(Throwable failure) {
		Throwable root = failure;
		while (!(root instanceof PerfException) && root.getCause() != null) {
			root = root.getCause();
		}
		String message = root.getMessage();
		return (root instanceof PerfException && message != null) ? message : root.toString();
	}

}
