package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** The registered workers by identity, and who was told that it is none. */
final class WorkerRegistry {

	private final Map<Frame, WorkerRecord> workers = new HashMap<>();

	private final Set<Frame> dismissed = new HashSet<>();

	private final Directory directory = new Directory();

	@Nullable WorkerRecord find(Frame identity) {
		return this.workers.get(identity);
	}

	void add(WorkerRecord worker) {
		this.workers.put(worker.identity(), worker);
		this.directory.add(worker);
		this.dismissed.remove(worker.identity());
	}

	void remove(WorkerRecord worker) {
		if (this.workers.remove(worker.identity(), worker)) {
			this.directory.remove(worker);
		}
	}

	/** Whether a peer was told that it is no worker. */
	boolean isDismissed(Frame peer) {
		return this.dismissed.contains(peer);
	}

	/** Remembers that a peer was told. */
	void dismissed(Frame peer) {
		this.dismissed.add(peer);
	}

	/** A peer's connection has ended. */
	void forget(Frame peer) {
		this.dismissed.remove(peer);
	}

	/** Which of them offer what, as JSON. */
	Directory directory() {
		return this.directory;
	}

	List<WorkerRecord> all() {
		return new ArrayList<>(this.workers.values());
	}

	int size() {
		return this.workers.size();
	}

	boolean isEmpty() {
		return this.workers.isEmpty() && this.dismissed.isEmpty();
	}

}
