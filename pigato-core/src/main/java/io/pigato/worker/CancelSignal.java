package io.pigato.worker;

import java.util.ArrayList;
import java.util.List;

/** Tells a handler that nobody waits any more. Safe for use by any thread. */
final class CancelSignal {

	private final List<Runnable> actions = new ArrayList<>(0);

	private volatile boolean given;

	boolean isGiven() {
		return this.given;
	}

	/** Gives the signal, once; what was registered is to be run by the caller. */
	synchronized List<Runnable> give() {
		this.given = true;
		List<Runnable> registered = List.copyOf(this.actions);
		this.actions.clear();
		return registered;
	}

	/** Registers an action; {@code false} if the signal was given and it is not kept. */
	synchronized boolean register(Runnable action) {
		return !this.given && this.actions.add(action);
	}

}
