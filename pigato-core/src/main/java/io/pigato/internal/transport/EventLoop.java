package io.pigato.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that owns a set of sockets and the states behind them. Each turn it
 * runs what other threads asked for, takes batches from the sources that are ready, lets
 * deadlines fall due, flushes, and sleeps until there is more. Nothing that it calls may
 * block; what is thrown at it is logged and the loop goes on.
 * <p>
 * {@link #execute}, {@link #inLoop}, {@link #nanos}, {@link #isAlive} and {@link #close}
 * are for any thread, all else for the loop's own.
 */
public final class EventLoop implements Executor {

	private static final Logger logger = LoggerFactory.getLogger(EventLoop.class);

	private static final int COMMANDS_PER_TURN = 1024;

	private static final long NANOS_PER_MILLI = 1_000_000;

	private final Ticker ticker;

	private final Selector selector;

	private final Deadlines deadlines;

	private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean parked = new AtomicBoolean();

	private final ArrayDeque<LoopSource> ready = new ArrayDeque<>();

	private final ArrayDeque<Runnable> turnEnd = new ArrayDeque<>();

	private final Thread thread;

	private volatile boolean closing;

	private volatile long lastTurnNanos;

	/**
	 * A loop that does nothing until it is {@link #start() started}.
	 * @param name of its thread
	 * @param ticker where it reads the time
	 */
	public EventLoop(String name, Ticker ticker) {
		this.ticker = ticker;
		this.deadlines = new Deadlines(ticker.nanos());
		this.lastTurnNanos = ticker.nanos();
		this.thread = new Thread(this::run, name);
		this.thread.setDaemon(true);
		this.selector = openSelector();
	}

	/** Starts the thread; once only. */
	public void start() {
		this.thread.start();
	}

	/**
	 * Has a command run on the loop, after those that came before it. Never blocks.
	 * @param command what to run
	 * @throws RejectedExecutionException if the loop is closing
	 */
	@Override
	public void execute(Runnable command) {
		if (this.closing) {
			throw new RejectedExecutionException("The loop " + this.thread.getName() + " is closed");
		}
		this.commands.add(command);
		wakeUp();
	}

	/**
	 * Whether the caller is on the loop thread.
	 * @return {@code true} if it is
	 */
	public boolean inLoop() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * The time on the loop's clock.
	 * @return nanoseconds
	 */
	public long nanos() {
		return this.ticker.nanos();
	}

	/**
	 * What falls due on this loop.
	 * @return the wheel, for the loop thread only
	 */
	public Deadlines deadlines() {
		return this.deadlines;
	}

	/**
	 * Whether the thread runs.
	 * @return {@code false} before the start and after the end
	 */
	public boolean isAlive() {
		return this.thread.isAlive();
	}

	/**
	 * How long ago the last turn began: near zero on a busy loop, up to the length of its
	 * sleep on an idle one, and growing on one that is stuck.
	 * @return nanoseconds
	 */
	public long nanosSinceLastTurn() {
		return this.ticker.nanos() - this.lastTurnNanos;
	}

	/**
	 * Watches a channel: its source is polled when one of the operations is possible.
	 * @param channel a non-blocking channel
	 * @param operations of {@link SelectionKey}
	 * @param source what to poll
	 * @return the key, to be cancelled at the end
	 * @throws ClosedChannelException if the channel is closed
	 */
	public SelectionKey register(SelectableChannel channel, int operations, LoopSource source)
			throws ClosedChannelException {
		return channel.register(this.selector, operations, source);
	}

	/**
	 * Asks for a source to be polled before the loop sleeps again.
	 * @param source what to poll
	 */
	public void ready(LoopSource source) {
		if (!source.queued) {
			source.queued = true;
			this.ready.add(source);
		}
	}

	/**
	 * Has something run once at the end of this turn, such as a flush.
	 * @param action what to run
	 */
	public void atTurnEnd(Runnable action) {
		this.turnEnd.add(action);
	}

	/**
	 * Ends the loop after the commands that are waiting, and waits for the end unless
	 * called on the loop itself. Later commands are refused. May be called twice.
	 * @param limit how long to wait at most
	 * @return whether the thread has ended
	 */
	public boolean close(Duration limit) {
		this.closing = true;
		this.selector.wakeup();
		if (this.thread.getState() == Thread.State.NEW) {
			closeSelector();
			return true;
		}
		return !inLoop() && joinWithin(limit);
	}

	/**
	 * One turn without sleeping, for tests of what runs on a loop that was never started:
	 * the calling thread takes the loop thread's part.
	 */
	public void turn() {
		this.lastTurnNanos = this.ticker.nanos();
		runCommands();
		pollReady();
		this.deadlines.advance(this.ticker.nanos());
		runTurnEnd();
		select(false);
	}

	private void run() {
		try {
			while (!this.closing || !this.commands.isEmpty()) {
				this.lastTurnNanos = this.ticker.nanos();
				runCommands();
				pollReady();
				this.deadlines.advance(this.ticker.nanos());
				runTurnEnd();
				select(true);
			}
		}
		finally {
			this.closing = true;
			closeSelector();
		}
	}

	private void runCommands() {
		for (int i = 0; i < COMMANDS_PER_TURN; i++) {
			Runnable command = this.commands.poll();
			if (command == null) {
				return;
			}
			guarded(command);
		}
	}

	private void pollReady() {
		for (int i = this.ready.size(); i > 0; i--) {
			LoopSource source = this.ready.remove();
			source.queued = false;
			guarded(() -> {
				if (source.poll()) {
					ready(source);
				}
			});
		}
	}

	private void runTurnEnd() {
		for (Runnable action = this.turnEnd.poll(); action != null; action = this.turnEnd.poll()) {
			guarded(action);
		}
	}

	private void select(boolean maySleep) {
		try {
			this.parked.set(maySleep);
			long sleep = maySleep ? sleepMillis() : 0;
			if (sleep == 0) {
				this.selector.selectNow(this::onSelected);
			}
			else {
				this.selector.select(this::onSelected, sleep);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.parked.set(false);
			Thread.interrupted();
		}
	}

	private long sleepMillis() {
		if (!this.ready.isEmpty() || !this.commands.isEmpty() || this.closing) {
			return 0;
		}
		long next = this.deadlines.nextNanos();
		if (next == Deadlines.NONE) {
			return Long.MAX_VALUE;
		}
		return Math.max(0, Math.floorDiv(next - this.ticker.nanos() + NANOS_PER_MILLI - 1, NANOS_PER_MILLI));
	}

	private void onSelected(SelectionKey key) {
		ready((LoopSource) key.attachment());
	}

	private void wakeUp() {
		if (this.parked.get() && this.parked.compareAndSet(true, false)) {
			this.selector.wakeup();
		}
	}

	private boolean joinWithin(Duration limit) {
		try {
			this.thread.join(Math.max(1, limit.toMillis()));
			return !this.thread.isAlive();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return !this.thread.isAlive();
		}
	}

	private void closeSelector() {
		try {
			this.selector.close();
		}
		catch (IOException ex) {
			logger.debug("The selector of {} did not close cleanly", this.thread.getName(), ex);
		}
	}

	private static Selector openSelector() {
		try {
			return Selector.open();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot open a selector", ex);
		}
	}

	private void guarded(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			logger.error("A task of the loop {} failed; the loop goes on", this.thread.getName(), ex);
		}
	}

}
