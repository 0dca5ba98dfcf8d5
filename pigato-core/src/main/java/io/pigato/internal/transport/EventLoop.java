package io.pigato.internal.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that owns a set of sockets and the states behind them. Each turn it
 * runs what other threads asked for, takes batches from the sources that are ready, lets
 * deadlines fall due, flushes, and sleeps until there is more. Nothing that it calls may
 * block; what is thrown at it is logged and the loop goes on. Its thread ignores
 * interrupts.
 * <p>
 * {@link #execute}, {@link #inLoop}, {@link #nanos}, {@link #isAlive}, {@link #isOpen},
 * {@link #close} and the listeners are for any thread, all else for the loop's own.
 */
public final class EventLoop implements Executor {

	private final Ticker ticker;

	private final Deadlines deadlines;

	private final CommandQueue commands = new CommandQueue();

	private final LoopEnd end = new LoopEnd();

	private final LoopDuties duties;

	private final Thread thread;

	private final AtomicBoolean claimed = new AtomicBoolean();

	private volatile @Nullable Thread owner;

	/**
	 * A loop that does nothing until it is {@link #start() started}.
	 * @param name of its thread
	 * @param ticker where it reads the time
	 */
	public EventLoop(String name, Ticker ticker) {
		this(name, ticker, openSelector());
	}

	EventLoop(String name, Ticker ticker, Selector selector) {
		this.ticker = ticker;
		this.deadlines = new Deadlines(ticker.nanos());
		this.duties = new LoopDuties(name, ticker, this.commands, this.deadlines, selector);
		this.thread = new LoopThread(this::run, name);
	}

	/**
	 * Starts the thread.
	 * @throws IllegalStateException if it was started or closed before
	 */
	public void start() {
		if (!this.claimed.compareAndSet(false, true)) {
			throw new IllegalStateException("The loop " + this.thread.getName() + " was started or closed before");
		}
		this.owner = this.thread;
		try {
			this.thread.start();
		}
		catch (Throwable ex) {
			this.duties.finish(this.end, ex);
			throw ex;
		}
	}

	/**
	 * Has a command run on the loop, after those that came before it. Never blocks. A
	 * command that is not refused is run, also when the loop ends or fails at that
	 * moment.
	 * @param command what to run
	 * @throws RejectedExecutionException if the loop is closing
	 */
	@Override
	public void execute(Runnable command) {
		if (!this.commands.add(command)) {
			throw new RejectedExecutionException("The loop " + this.thread.getName() + " is closed");
		}
		this.duties.wakeUp();
	}

	/**
	 * Whether the caller is on the loop thread.
	 * @return {@code true} if it is, also for the thread that called {@link #turn()} last
	 */
	public boolean inLoop() {
		return Thread.currentThread() == this.owner;
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
		return this.thread.isAlive() && !this.end.isReached();
	}

	/**
	 * Whether commands are taken.
	 * @return {@code false} from {@link #close} or a failure on
	 */
	public boolean isOpen() {
		return !this.commands.isClosed();
	}

	/**
	 * How long ago the last turn began: near zero on a busy loop, up to the length of its
	 * sleep on an idle one, and growing on one that is stuck.
	 * @return nanoseconds
	 */
	public long nanosSinceLastTurn() {
		return this.ticker.nanos() - this.duties.lastTurnNanos();
	}

	/**
	 * Has a listener told when the loop has ended, be it closed or failed; at once, by
	 * the caller's thread, if it has ended already.
	 * @param listener whom to tell
	 */
	public void addEndListener(LoopEndListener listener) {
		if (!this.end.add(listener)) {
			listener.onLoopEnd(this.end.cause());
		}
	}

	/**
	 * Takes a listener back.
	 * @param listener whom not to tell any more
	 */
	public void removeEndListener(LoopEndListener listener) {
		this.end.remove(listener);
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
		return this.duties.register(channel, operations, source);
	}

	/**
	 * Asks for a source to be polled before the loop sleeps again.
	 * @param source what to poll
	 */
	public void ready(LoopSource source) {
		this.duties.ready(source);
	}

	/**
	 * Has something run once at the end of this turn, such as a flush.
	 * @param action what to run
	 */
	public void atTurnEnd(Runnable action) {
		this.duties.atTurnEnd(action);
	}

	/**
	 * Says that one thing was given to another thread in this turn, which may answer by a
	 * command soon: if it is the only one and that pays, the loop looks on for a moment
	 * before it sleeps. To be called for each.
	 */
	public void expectAnswer() {
		this.duties.expectAnswer();
	}

	/**
	 * Ends the loop after the commands that are waiting, and waits for the end unless
	 * called on the loop itself. Later commands are refused. May be called twice.
	 * @param limit how long to wait at most
	 * @return whether the loop has ended
	 */
	public boolean close(Duration limit) {
		this.commands.close();
		this.duties.interruptSleep();
		if (this.claimed.compareAndSet(false, true)) {
			this.owner = Thread.currentThread();
			this.duties.finish(this.end, null);
		}
		return this.end.isReached() || (!inLoop() && this.end.await(limit));
	}

	/**
	 * One turn without sleeping, for tests of what runs on a loop that was never started:
	 * the calling thread takes the loop thread's part from then on.
	 * @throws IllegalStateException if the loop was started
	 */
	public void turn() {
		if (this.owner == this.thread) {
			throw new IllegalStateException("The loop " + this.thread.getName() + " turns on its own thread");
		}
		this.owner = Thread.currentThread();
		if (!this.end.isReached()) {
			this.duties.turn(false);
		}
	}

	private void run() {
		Throwable cause = null;
		try {
			while (!this.commands.isClosed() || !this.commands.isEmpty()) {
				this.duties.turn(true);
			}
		}
		catch (Throwable ex) {
			cause = ex;
		}
		finally {
			this.duties.finish(this.end, cause);
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

}
