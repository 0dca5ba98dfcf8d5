package io.pigato.broker;

import java.util.Comparator;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The workers of a service that have a free slot, in the order in which they are to be
 * used: the least in flight first, then the longest without a change. Operations are
 * O(log n).
 */
final class FreeWorkers {

	private final TreeSet<WorkerRecord> workers = new TreeSet<>(
			Comparator.comparingInt((WorkerRecord worker) -> worker.listedLoad)
				.thenComparingLong((worker) -> worker.listedTurn));

	private long lastTurn;

	boolean isEmpty() {
		return this.workers.isEmpty();
	}

	/** Has to be called after each change of a worker's load or freedom. */
	void update(WorkerRecord worker) {
		if (worker.listed) {
			this.workers.remove(worker);
		}
		worker.listed = worker.isFree();
		if (worker.listedLoad != worker.load()) {
			worker.listedLoad = worker.load();
			this.lastTurn++;
			worker.listedTurn = this.lastTurn;
		}
		if (worker.listed) {
			this.workers.add(worker);
		}
	}

	/** The one to be given a request, or {@code null} if none may have it. */
	@Nullable WorkerRecord bestFor(BrokerRequest request) {
		for (WorkerRecord worker : this.workers) {
			if (!request.isRefusedBy(worker)) {
				return worker;
			}
		}
		return null;
	}

}
