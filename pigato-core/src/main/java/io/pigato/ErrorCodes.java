package io.pigato;

/**
 * The error codes that PIGATO itself makes. A worker may answer with any other.
 *
 * @since 0.1.0
 */
public final class ErrorCodes {

	/** The client heard nothing for the request's time-out. */
	public static final String CLIENT_TIMEOUT = "C_TIMEOUT";

	/** The worker that had the request is gone, and the request may not be repeated. */
	public static final String WORKER_LOST = "B_WORKER_LOST";

	/** Too much is waiting already. */
	public static final String QUEUE_FULL = "B_QUEUE_FULL";

	/** The worker asked for by id does not exist, or will not serve the request. */
	public static final String TARGET_NOT_FOUND = "B_TARGET_NOT_FOUND";

	/**
	 * No worker could ever serve the request, and the broker was told not to queue then.
	 */
	public static final String NO_WORKER = "B_NO_WORKER";

	/** The broker could not be reached. */
	public static final String UNREACHABLE = "B_UNREACHABLE";

	/** The broker is shutting down. */
	public static final String SHUTDOWN = "B_SHUTDOWN";

	/** A limit of the broker was exceeded. */
	public static final String LIMIT = "B_LIMIT";

	/** The request was cancelled. */
	public static final String CANCELLED = "CANCELLED";

	/** The worker's handler failed. */
	public static final String INTERNAL = "W_INTERNAL";

	/** The worker could not read the payload. */
	public static final String INVALID_PAYLOAD = "W_INVALID_PAYLOAD";

	/** The worker found the payload invalid. */
	public static final String VALIDATION = "W_VALIDATION";

	private ErrorCodes() {
	}

}
