package io.pigato.broker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The registered workers by identity. What follows from a loss is done later, by
 * {@link LostWorkers}: a loss may show in the middle of something else.
 */
final class WorkerRegistry {

	private final Map<Frame, WorkerRecord> workers = new HashMap<>();

	private final ArrayDeque<WorkerRecord> lost = new ArrayDeque<>();

	@Nullable WorkerRecord find(Frame id) {
		return this.workers.get(id);
	}

	void add(WorkerRecord worker) {
		this.workers.put(worker.id(), worker);
	}

	/** Gives nothing more to a worker and puts it in line for {@link LostWorkers}. */
	void lose(WorkerRecord worker) {
		if (this.workers.remove(worker.id(), worker)) {
			worker.lose();
			this.lost.add(worker);
		}
	}

	@Nullable WorkerRecord nextLost() {
		return this.lost.poll();
	}

	int size() {
		return this.workers.size();
	}

	Collection<WorkerRecord> all() {
		return List.copyOf(this.workers.values());
	}

}
