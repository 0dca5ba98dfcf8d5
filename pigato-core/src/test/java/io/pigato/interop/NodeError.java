package io.pigato.interop;

/** An error as an original client got it. */
final class NodeError extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NodeError(String message) {
		super(message);
	}

}
