package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A service name: its workers, if any offer it, and the requests that wait under it. The
 * workers that serve those may be its own, or those of other services by their turns.
 */
final class Service {

	/** How many requests wait, those for one certain worker included. */
	int queued;

	/** Its place among {@link IdleNames}, if it is one. */
	@Nullable Service idleBefore;

	@Nullable Service idleAfter;

	boolean idle;

	private final ServiceName name;

	private final WorkerPool workers;

	/** What waits for its own workers. */
	private final Demand demand = new Demand();

	/** Those that any worker may serve. */
	private final RequestQueue waiting = new RequestQueue();

	/** Those that some worker has rejected. */
	private final RejectedRequests rejected = new RejectedRequests();

	private List<Turn> turns = List.of();

	private @Nullable String text;

	Service(ServiceName name, WorkerPool.Order order) {
		this.name = name;
		this.workers = new WorkerPool(order);
	}

	Frame name() {
		return this.name.bytes();
	}

	ServiceName fullName() {
		return this.name;
	}

	/** The name as listeners are told it; unescaped. */
	String text() {
		if (this.text == null) {
			this.text = this.name.bytes().text();
		}
		return this.text;
	}

	WorkerPool workers() {
		return this.workers;
	}

	Demand demand() {
		return this.demand;
	}

	RequestQueue waiting() {
		return this.waiting;
	}

	RejectedRequests rejected() {
		return this.rejected;
	}

	/** Where its requests are served: one for each service that does. */
	List<Turn> turns() {
		return this.turns;
	}

	/** Whether there are workers that serve its requests. */
	boolean isServed() {
		return !this.turns.isEmpty();
	}

	/** Whether one of those has room. */
	boolean hasFreeWorker() {
		return this.turns.stream().anyMatch((turn) -> !turn.server().workers().withRoom().isEmpty());
	}

	/** Has other services serve its requests; whether that is a change. */
	boolean route(List<Service> servers) {
		if (servers.equals(this.turns.stream().map(Turn::server).toList())) {
			return false;
		}
		for (Turn turn : this.turns) {
			turn.server().demand().leave(turn);
			turn.server().demand().leaveRejected(turn);
		}
		this.turns = servers.stream().map((server) -> new Turn(this, server)).toList();
		if (this.waiting.first() != null) {
			added(this.waiting);
		}
		if (!this.rejected.isEmpty()) {
			added(this.rejected);
		}
		return true;
	}

	/** One more waits in one of its places. */
	void added(WaitingPlace place) {
		for (Turn turn : this.turns) {
			if (place == this.waiting) {
				turn.server().demand().enter(turn);
			}
			else if (place == this.rejected) {
				turn.server().demand().enterRejected(turn);
			}
		}
	}

	/** One less waits. */
	void removed() {
		for (Turn turn : this.turns) {
			if (this.waiting.first() == null) {
				turn.server().demand().leave(turn);
			}
			if (this.rejected.isEmpty()) {
				turn.server().demand().leaveRejected(turn);
			}
		}
	}

	/** The number of the first request that any worker may have. */
	long oldest() {
		BrokerRequest request = this.waiting.first();
		return (request != null) ? request.number() : Long.MAX_VALUE;
	}

	/** Whether nothing is left that would be a reason to remember it. */
	boolean isUnused() {
		return this.workers.isEmpty() && this.queued == 0;
	}

}
