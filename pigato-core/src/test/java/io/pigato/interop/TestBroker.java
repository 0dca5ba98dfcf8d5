package io.pigato.interop;

/** A broker of either kind. */
interface TestBroker extends AutoCloseable {

	/** Where it is bound. */
	String endpoint();

	/**
	 * Waits for a worker.
	 * @param prefix what its id begins with
	 * @param concurrency what it says of itself
	 * @return its id
	 */
	String awaitWorker(String prefix, int concurrency);

	/**
	 * Waits until a worker is no longer registered.
	 * @param id its id
	 */
	void awaitGone(String id);

	/** How many requests wait for a worker. */
	int queued();

	@Override
	void close();

}
