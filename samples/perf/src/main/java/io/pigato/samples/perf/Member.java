package io.pigato.samples.perf;

import java.util.concurrent.CompletableFuture;

/** A broker, worker or client of a run, in this process or one of its own. */
interface Member extends AutoCloseable {

	/** For people, such as {@code worker 2}. */
	String name();

	/**
	 * Bound, registered or connected.
	 * @return completed with the endpoint; exceptionally with what is in the way
	 */
	CompletableFuture<String> ready();

	/**
	 * Its unexpected end.
	 * @return completed exceptionally then, never otherwise
	 */
	CompletableFuture<Void> died();

	/** Ends it within a few seconds. Does nothing the second time. */
	@Override
	void close();

	/** A client, which measures. */
	interface Client extends Member {

		/** Begins to send requests. */
		void go();

		/** How many requests are over by now, the warm-up left out. */
		long finished();

		/** How many requests have failed by now, those of the warm-up among them. */
		long failed();

		/** What was measured, at the end. */
		CompletableFuture<ClientReport> report();

	}

}
