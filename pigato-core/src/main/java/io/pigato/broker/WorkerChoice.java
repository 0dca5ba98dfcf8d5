package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/** Chooses the worker for a request that is not for one certain worker. */
interface WorkerChoice {

	/**
	 * A worker with room that serves the request and has not rejected it; {@code null} if
	 * it is to wait.
	 */
	@Nullable WorkerRecord choose(BrokerRequest request);

	/** Whether it may have a request wait although there is such a worker. */
	default boolean isWilful() {
		return false;
	}

	static WorkerChoice of(DispatchPolicy policy, BrokerListener listener, long seed) {
		DispatchStrategy strategy = policy.strategy();
		WorkerChoice first = new FirstWorker();
		if (strategy instanceof LoadStrategy || strategy instanceof RoundRobinStrategy) {
			return first;
		}
		return (strategy instanceof RandomStrategy) ? new RandomWorker(seed)
				: new StrategicWorker(strategy, first, listener);
	}

}
