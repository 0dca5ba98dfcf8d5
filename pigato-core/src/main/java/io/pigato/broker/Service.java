package io.pigato.broker;

import io.pigato.internal.Frame;

/** A service name: its workers, and the requests that wait for one of them. */
final class Service {

	private final Frame name;

	private final WorkerPool workers = new WorkerPool();

	/** Those that any worker may serve. */
	private final RequestQueue waiting = new RequestQueue();

	/** Those that all present workers have rejected. */
	private final RequestQueue rejected = new RequestQueue();

	Service(Frame name) {
		this.name = name;
	}

	Frame name() {
		return this.name;
	}

	WorkerPool workers() {
		return this.workers;
	}

	RequestQueue waiting() {
		return this.waiting;
	}

	RequestQueue rejected() {
		return this.rejected;
	}

	int queued() {
		return this.waiting.size() + this.rejected.size();
	}

	/** Whether nothing is left that would be a reason to remember it. */
	boolean isUnused() {
		return this.workers.isEmpty() && queued() == 0;
	}

}
