package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;

import io.pigato.internal.protocol.WorkerStatus;

/**
 * What the broker may take a worker's concurrency to be, as the worker can know it: what
 * the broker had heard when it sent what arrives now, and what is on its way to it.
 */
final class Promises {

	/** Of a worker that has said nothing yet. */
	private static final int TRIAL = 1;

	private static final int ASSUMED = 100;

	private final List<Promise> open = new ArrayList<>();

	Promises() {
		renew();
	}

	/** A new registration: nothing has been said. */
	void renew() {
		this.open.clear();
		this.open.add(new Promise(TRIAL, false));
	}

	/** A heartbeat was sent just now, as the last message so far. */
	void made(WorkerStatus status, SimulatedLink link) {
		Promise last = this.open.get(this.open.size() - 1);
		Promise promise = new Promise(status.concurrency().orElse(last.said ? last.concurrency : ASSUMED), true);
		this.open.add(promise);
		link.withLastUp(() -> link.inTurnDown(() -> {
			if (this.open.contains(promise)) {
				while (this.open.get(0) != promise) {
					this.open.remove(0);
				}
			}
		}));
	}

	/** How many requests the worker may have been given by now. */
	int most() {
		return this.open.stream().mapToInt((promise) -> promise.concurrency).max().orElse(TRIAL);
	}

	private static final class Promise {

		private final int concurrency;

		private final boolean said;

		Promise(int concurrency, boolean said) {
			this.concurrency = concurrency;
			this.said = said;
		}

	}

}
