package io.pigato.broker;

import io.pigato.internal.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The place that a request takes at a worker. When nobody waits for the request any more
 * the slot stays taken, since the worker is still busy; it falls due when that has lasted
 * too long.
 */
final class Slot extends Deadline {

	/** The request, or {@code null} when nobody waits for it any more. */
	@Nullable BrokerRequest request;

	private final DueActions actions;

	private final WorkerRecord worker;

	private final RequestKey key;

	Slot(DueActions actions, WorkerRecord worker, RequestKey key, BrokerRequest request) {
		this.actions = actions;
		this.worker = worker;
		this.key = key;
		this.request = request;
	}

	WorkerRecord worker() {
		return this.worker;
	}

	RequestKey key() {
		return this.key;
	}

	@Override
	protected void onDue(long nowNanos) {
		this.actions.onOverdue(this, nowNanos);
	}

}
