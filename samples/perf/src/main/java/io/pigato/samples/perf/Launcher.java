package io.pigato.samples.perf;

/** Starts members; their {@link Member#ready()} says the rest. */
interface Launcher {

	/**
	 * Starts a broker.
	 * @param name for people
	 * @param endpoint to bind
	 * @return the broker
	 */
	Member broker(String name, String endpoint);

	/**
	 * Starts a worker.
	 * @param name for people
	 * @param endpoint of its broker
	 * @return the worker
	 */
	Member worker(String name, String endpoint);

	/**
	 * Starts a client, which connects and waits.
	 * @param name for people
	 * @param endpoint of its broker
	 * @return the client
	 */
	Member.Client client(String name, String endpoint);

}
