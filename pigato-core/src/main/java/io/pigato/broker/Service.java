package io.pigato.broker;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A name that workers offer or clients ask for. While it has a free worker, no request
 * waits that this worker may have.
 */
final class Service {

	/** How many workers offer it. */
	int workers;

	/** How many requests wait, wherever. */
	int waitingCount;

	private final Frame name;

	private final FreeWorkers free = new FreeWorkers();

	private final RequestQueue waiting = new RequestQueue();

	private final RefusedRequests refused = new RefusedRequests();

	private @Nullable String text;

	Service(Frame name) {
		this.name = name;
	}

	Frame name() {
		return this.name;
	}

	/** The name for listeners. */
	String text() {
		if (this.text == null) {
			this.text = this.name.text();
		}
		return this.text;
	}

	FreeWorkers free() {
		return this.free;
	}

	/** The requests that any of its workers may have. */
	RequestQueue waiting() {
		return this.waiting;
	}

	/** The requests that some of its workers have refused. */
	RefusedRequests refused() {
		return this.refused;
	}

}
