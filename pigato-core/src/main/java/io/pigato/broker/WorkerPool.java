package io.pigato.broker;

import java.util.Comparator;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The workers of one service, those with room sorted by how much they hold and, among
 * equals, by how long they have held just that.
 */
final class WorkerPool {

	private final TreeSet<WorkerRecord> withRoom = new TreeSet<>(
			Comparator.comparingInt((WorkerRecord worker) -> worker.listedLoad)
				.thenComparingLong((worker) -> worker.listedSince));

	private int size;

	private long changes;

	void add(WorkerRecord worker) {
		this.size++;
		update(worker);
	}

	void remove(WorkerRecord worker) {
		this.size--;
		if (worker.listed) {
			this.withRoom.remove(worker);
			worker.listed = false;
		}
	}

	/** To be called after each change of a present worker's load or room. */
	void update(WorkerRecord worker) {
		if (worker.listed) {
			this.withRoom.remove(worker);
		}
		if (worker.listedLoad != worker.load()) {
			worker.listedLoad = worker.load();
			worker.listedSince = ++this.changes;
		}
		worker.listed = worker.hasRoom();
		if (worker.listed) {
			this.withRoom.add(worker);
		}
	}

	/**
	 * The worker with room that holds least, longest idle first, among those that have
	 * not rejected the request; {@code null} if all are busy.
	 */
	@Nullable WorkerRecord bestFor(BrokerRequest request) {
		for (WorkerRecord worker : this.withRoom) {
			if (!request.wasRejectedBy(worker)) {
				return worker;
			}
		}
		return null;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

}
