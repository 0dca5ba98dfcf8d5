package io.pigato.broker;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/** A service name: its workers, and the requests that wait for one of them. */
final class Service {

	/** How many requests wait, those for one certain worker included. */
	int queued;

	private final Frame name;

	private final WorkerPool workers = new WorkerPool();

	/** Those that any worker may serve. */
	private final RequestQueue waiting = new RequestQueue();

	/** Those that some worker has rejected. */
	private final RejectedRequests rejected = new RejectedRequests();

	private @Nullable String text;

	Service(Frame name) {
		this.name = name;
	}

	Frame name() {
		return this.name;
	}

	/** The name as listeners are told it; unescaped. */
	String text() {
		if (this.text == null) {
			this.text = this.name.text();
		}
		return this.text;
	}

	WorkerPool workers() {
		return this.workers;
	}

	RequestQueue waiting() {
		return this.waiting;
	}

	RejectedRequests rejected() {
		return this.rejected;
	}

	/** Whether nothing is left that would be a reason to remember it. */
	boolean isUnused() {
		return this.workers.isEmpty() && this.queued == 0;
	}

}
