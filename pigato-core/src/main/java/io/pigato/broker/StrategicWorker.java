package io.pigato.broker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Leaves the choice to an application's strategy, for as long as that behaves. */
final class StrategicWorker implements WorkerChoice {

	private final DispatchStrategy strategy;

	private final WorkerChoice otherwise;

	private final BrokerListener listener;

	StrategicWorker(DispatchStrategy strategy, WorkerChoice otherwise, BrokerListener listener) {
		this.strategy = strategy;
		this.otherwise = otherwise;
		this.listener = listener;
	}

	@Override
	public @Nullable WorkerRecord choose(BrokerRequest request) {
		List<WorkerRecord> workers = candidates(request);
		if (workers.isEmpty()) {
			return null;
		}
		try {
			DispatchStrategy.Candidate chosen = this.strategy.choose(request.service().text(),
					Collections.unmodifiableList(workers));
			return (chosen != null) ? require(chosen, workers) : null;
		}
		catch (Throwable ex) {
			this.listener.strategyFailed(request.service().text(), ex);
			return this.otherwise.choose(request);
		}
	}

	@Override
	public boolean isWilful() {
		return true;
	}

	private static List<WorkerRecord> candidates(BrokerRequest request) {
		List<WorkerRecord> found = new ArrayList<>();
		for (Turn turn : request.service().turns()) {
			WorkerPool pool = turn.server().workers();
			WorkerRecord worker = pool.bestFor(request);
			while (worker != null) {
				found.add(worker);
				worker = pool.nextFor(request, worker);
			}
		}
		return found;
	}

	private static WorkerRecord require(DispatchStrategy.Candidate chosen, List<WorkerRecord> workers) {
		for (WorkerRecord worker : workers) {
			if (worker == chosen) {
				return worker;
			}
		}
		throw new IllegalStateException("The strategy chose a worker that it was not offered: " + chosen);
	}

}
