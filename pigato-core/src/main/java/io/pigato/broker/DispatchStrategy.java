package io.pigato.broker;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Chooses the worker that gets a request, among those that have room for it.
 * <p>
 * The built-in strategies take the same time however many workers there are. An
 * application's own is shown all workers with room for each request that it decides on,
 * which costs time in proportion to their number. It runs on the broker's loop: it must
 * not block. If it throws, or chooses a worker that it was not offered, the listener is
 * told and the least busy worker is taken.
 * <p>
 * It is not asked about requests for one certain worker. It is asked again about a
 * request that waits when one of the workers that serve it gets room, or shows that it is
 * alive with room left; of the names that it makes wait, no more than 100 in a row are
 * looked at each time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DispatchStrategy {

	/**
	 * Chooses a worker.
	 * @param service the name asked for
	 * @param candidates the workers that have room and have not rejected the request, at
	 * least one, of each service that serves the name the least busy first; they and the
	 * list are to be used during the call only
	 * @return one of the candidates, or {@code null} if the request is to wait
	 */
	@Nullable Candidate choose(String service, List<Candidate> candidates);

	/**
	 * The worker with the fewest requests in flight; among equals the one that has held
	 * just as many for longest. More than 4,095 count as that many.
	 * @return the default strategy
	 */
	static DispatchStrategy load() {
		return new LoadStrategy();
	}

	/**
	 * Any worker with room, each as likely as the others.
	 * @return a strategy
	 */
	static DispatchStrategy random() {
		return new RandomStrategy();
	}

	/**
	 * The workers with room in turn; who gets room goes to the end.
	 * @return a strategy
	 */
	static DispatchStrategy roundRobin() {
		return new RoundRobinStrategy();
	}

	/** A worker with room, as a strategy sees it. */
	interface Candidate {

		/**
		 * Its id, which may be anything a peer sent.
		 * @return the id
		 */
		String workerId();

		/**
		 * What it offers: the name asked for, a wildcard or a version.
		 * @return the name
		 */
		String serviceName();

		/**
		 * How many requests it holds.
		 * @return 0 or more
		 */
		int inFlight();

		/**
		 * How many it may hold.
		 * @return more than in flight, or −1 for any number
		 */
		int concurrency();

	}

}
