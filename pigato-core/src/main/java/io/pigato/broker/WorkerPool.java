package io.pigato.broker;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The workers of one service, those with room sorted by how much they hold and, among
 * equals, by how long they have held just that.
 */
final class WorkerPool {

	private final Map<WorkerRecord, Integer> levels = new HashMap<>();

	private final TreeMap<Integer, Set<WorkerRecord>> withRoom = new TreeMap<>();

	private final Set<WorkerRecord> all = new LinkedHashSet<>();

	void add(WorkerRecord worker) {
		this.all.add(worker);
		update(worker);
	}

	void remove(WorkerRecord worker) {
		this.all.remove(worker);
		leaveLevel(worker);
	}

	/** To be called after each change of a worker's load or room. */
	void update(WorkerRecord worker) {
		leaveLevel(worker);
		if (worker.hasRoom() && this.all.contains(worker)) {
			this.levels.put(worker, worker.load());
			this.withRoom.computeIfAbsent(worker.load(), (load) -> new LinkedHashSet<>()).add(worker);
		}
	}

	/**
	 * The worker with room that holds least, longest idle first; {@code null} if all are
	 * busy.
	 */
	@Nullable WorkerRecord leastLoaded() {
		Map.Entry<Integer, Set<WorkerRecord>> least = this.withRoom.firstEntry();
		return (least != null) ? least.getValue().iterator().next() : null;
	}

	/** Any worker that passes, one with room if there is one. */
	@Nullable WorkerRecord find(Predicate<WorkerRecord> wanted) {
		for (Set<WorkerRecord> level : this.withRoom.values()) {
			for (WorkerRecord worker : level) {
				if (wanted.test(worker)) {
					return worker;
				}
			}
		}
		return this.all.stream().filter(wanted).findFirst().orElse(null);
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	private void leaveLevel(WorkerRecord worker) {
		Integer level = this.levels.remove(worker);
		if (level == null) {
			return;
		}
		Set<WorkerRecord> peers = this.withRoom.get(level);
		if (peers != null && peers.remove(worker) && peers.isEmpty()) {
			this.withRoom.remove(level);
		}
	}

}
