package io.pigato.internal.transport;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Collects what comes up during a turn of a loop and passes it on at the turn's end:
 * whoever is woken for the first finds all the others. For the loop's thread.
 *
 * @param <T> what is collected
 */
public final class TurnEndBatch<T> {

	private final EventLoop loop;

	private final Consumer<T> receiver;

	private final ArrayDeque<T> items = new ArrayDeque<>();

	/**
	 * An empty batch.
	 * @param loop whose turns they are
	 * @param receiver is given each item, in order; where it throws for one, the others
	 * still come
	 */
	public TurnEndBatch(EventLoop loop, Consumer<T> receiver) {
		this.loop = loop;
		this.receiver = receiver;
	}

	/**
	 * Keeps an item until this turn's end.
	 * @param item what to pass on
	 */
	public void add(T item) {
		if (this.items.isEmpty()) {
			this.loop.atTurnEnd(this::passOn);
		}
		this.items.add(item);
	}

	private void passOn() {
		try {
			for (T item = this.items.poll(); item != null; item = this.items.poll()) {
				this.receiver.accept(item);
			}
		}
		finally {
			if (!this.items.isEmpty()) {
				this.loop.atTurnEnd(this::passOn);
			}
		}
	}

}
