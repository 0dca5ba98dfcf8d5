package io.pigato.internal.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.pigato.internal.Ticker;

/**
 * Where a loop sleeps: a selector, and whether somebody has to wake it. Only
 * {@link #wakeUp} and {@link #interruptSleep} are for any thread.
 */
final class Parking {

	private final Selector selector;

	private final Consumer<SelectionKey> selected;

	private final Ticker ticker;

	private final AtomicBoolean parked = new AtomicBoolean();

	private final Patience patience = new Patience();

	Parking(Selector selector, Consumer<SelectionKey> selected, Ticker ticker) {
		this.selector = selector;
		this.selected = selected;
		this.ticker = ticker;
	}

	SelectionKey register(SelectableChannel channel, int operations, Object attachment) throws ClosedChannelException {
		return channel.register(this.selector, operations, attachment);
	}

	/**
	 * Sleeps until a channel is ready, the time is up or somebody wakes the sleeper; only
	 * looks for ready channels where the time is 0.
	 * @param millis how long at most; asked again once {@link #wakeUp} has its effect:
	 * whoever posted before is seen by it, whoever posts later wakes
	 * @param answerExpected whether another thread has just been given something that it
	 * may answer soon: where such answers came sooner than a thread wakes up, it stays
	 * awake for a moment
	 * @throws IOException if the selector fails
	 */
	void sleep(LongSupplier millis, boolean answerExpected) throws IOException {
		if (millis.getAsLong() == 0) {
			look();
		}
		else if (!answerExpected) {
			park(millis);
		}
		else if (!this.patience.pays()) {
			long begin = this.ticker.nanos();
			boolean woken = park(millis);
			this.patience.learn(woken && this.ticker.nanos() - begin < Patience.SOON_NANOS);
		}
		else {
			boolean came = stayAwake(millis);
			this.patience.learn(came);
			if (!came) {
				park(millis);
			}
		}
	}

	/** Makes way for others each time, lest it keep back the one it waits for. */
	@SuppressWarnings("ThreadPriorityCheck") // a hint, no more
	private boolean stayAwake(LongSupplier millis) throws IOException {
		for (int i = 0; i < Patience.LOOKS; i++) {
			Thread.yield();
			look();
			if (millis.getAsLong() == 0) {
				return true;
			}
		}
		return false;
	}

	/** Whether {@link #wakeUp} has ended it. */
	private boolean park(LongSupplier millis) throws IOException {
		boolean woken;
		this.parked.set(true);
		try {
			select(millis.getAsLong());
		}
		finally {
			woken = !this.parked.getAndSet(false);
		}
		return woken;
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
