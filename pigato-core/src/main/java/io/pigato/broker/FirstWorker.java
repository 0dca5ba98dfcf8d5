package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/** Chooses whom the pools have first: one look at each service that serves the name. */
final class FirstWorker implements WorkerChoice {

	@Override
	public @Nullable WorkerRecord choose(BrokerRequest request) {
		WorkerRecord best = null;
		for (Turn turn : request.service().turns()) {
			WorkerRecord worker = turn.server().workers().bestFor(request);
			if (worker != null && (best == null || WorkerPool.Order.isBefore(worker, best))) {
				best = worker;
			}
		}
		return best;
	}

}
