package io.pigato.internal.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Where a loop sleeps: a selector, and whether somebody has to wake it. Only
 * {@link #wakeUp} and {@link #interruptSleep} are for any thread.
 */
final class Parking {

	private final Selector selector;

	private final Consumer<SelectionKey> selected;

	private final AtomicBoolean parked = new AtomicBoolean();

	Parking(Selector selector, Consumer<SelectionKey> selected) {
		this.selector = selector;
		this.selected = selected;
	}

	SelectionKey register(SelectableChannel channel, int operations, Object attachment) throws ClosedChannelException {
		return channel.register(this.selector, operations, attachment);
	}

	/**
	 * Sleeps until a channel is ready, the time is up or somebody wakes the sleeper; only
	 * looks for ready channels where the time is 0.
	 * @param millis how long at most; asked again once {@link #wakeUp} has its effect:
	 * whoever posted before is seen by it, whoever posts later wakes
	 * @throws IOException if the selector fails
	 */
	void sleep(LongSupplier millis) throws IOException {
		if (millis.getAsLong() == 0) {
			look();
			return;
		}
		this.parked.set(true);
		try {
			select(millis.getAsLong());
		}
		finally {
			this.parked.set(false);
		}
	}

	/**
	 * Looks for channels that are ready, without sleeping.
	 * @throws IOException if the selector fails
	 */
	void look() throws IOException {
		this.selector.selectNow(this.selected);
	}

	private void select(long millis) throws IOException {
		if (millis > 0) {
			this.selector.select(this.selected, millis);
		}
		else {
			look();
		}
	}

	/**
	 * Ends a sleep, or the one that is about to begin; costs next to nothing otherwise.
	 */
	void wakeUp() {
		if (this.parked.get() && this.parked.compareAndSet(true, false)) {
			this.selector.wakeup();
		}
	}

	/** Ends the present or the next sleep, whatever the state. */
	void interruptSleep() {
		this.selector.wakeup();
	}

	void close() throws IOException {
		this.selector.close();
	}

}
