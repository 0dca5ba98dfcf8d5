package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The workers of one service, those with room in the order in which they are to be
 * chosen. Every change costs the same however many there are.
 */
final class WorkerPool {

	private final Order order;

	private final RankedWorkers ranked = new RankedWorkers();

	/** Those with room in no order. */
	private final List<WorkerRecord> withRoom = new ArrayList<>();

	private int size;

	WorkerPool(Order order) {
		this.order = order;
	}

	void add(WorkerRecord worker) {
		this.size++;
		update(worker);
	}

	void remove(WorkerRecord worker) {
		this.size--;
		worker.lost = true;
		if (worker.listed) {
			unlist(worker);
		}
	}

	/** To be called after each change of a present worker's load or room. */
	void update(WorkerRecord worker) {
		boolean room = worker.hasRoom();
		if (worker.listed && (!room || this.order.isMovedBy(worker))) {
			unlist(worker);
		}
		worker.listedLoad = worker.load();
		if (room && !worker.listed) {
			list(worker);
		}
	}

	/**
	 * The first worker with room that has not rejected the request; {@code null} if there
	 * is none.
	 */
	@Nullable WorkerRecord bestFor(BrokerRequest request) {
		return notRejecting(request, this.ranked.first());
	}

	/** The one after that. */
	@Nullable WorkerRecord nextFor(BrokerRequest request, WorkerRecord worker) {
		return notRejecting(request, this.ranked.next(worker));
	}

	/** The workers with room, in no order. */
	List<WorkerRecord> withRoom() {
		return this.withRoom;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	private @Nullable WorkerRecord notRejecting(BrokerRequest request, @Nullable WorkerRecord start) {
		WorkerRecord worker = start;
		while (worker != null && request.wasRejectedBy(worker)) {
			worker = this.ranked.next(worker);
		}
		return worker;
	}

	private void list(WorkerRecord worker) {
		this.ranked.add(worker, this.order.rankOf(worker));
		worker.listed = true;
		worker.listedSince = this.order.next();
		worker.index = this.withRoom.size();
		this.withRoom.add(worker);
	}

	private void unlist(WorkerRecord worker) {
		this.ranked.remove(worker);
		worker.listed = false;
		WorkerRecord last = this.withRoom.remove(this.withRoom.size() - 1);
		if (last != worker) {
			this.withRoom.set(worker.index, last);
			last.index = worker.index;
		}
	}

	/**
	 * What comes first in all pools of a broker: least load, or just who has waited
	 * longest for a turn. Among equals it is who has been listed longest as what it is.
	 */
	static final class Order {

		private final boolean byLoad;

		private long changes;

		Order(boolean byLoad) {
			this.byLoad = byLoad;
		}

		/** Which of two workers with room comes first. */
		static boolean isBefore(WorkerRecord one, WorkerRecord other) {
			return (one.rank != other.rank) ? one.rank < other.rank : one.listedSince < other.listedSince;
		}

		private int rankOf(WorkerRecord worker) {
			return this.byLoad ? worker.load() : 0;
		}

		/** Without loads, a worker's turn is over when it is given a request. */
		private boolean isMovedBy(WorkerRecord worker) {
			return this.byLoad ? worker.load() != worker.listedLoad : worker.load() > worker.listedLoad;
		}

		private long next() {
			return ++this.changes;
		}

	}

}
