package io.pigato.internal.transport;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an {@link EventLoop} does in a turn, and at its end. For the loop thread. */
final class LoopDuties {

	private static final Logger logger = LoggerFactory.getLogger(EventLoop.class);

	private static final int COMMANDS_PER_TURN = 1024;

	/** Pauses of 1, 2, 4 … ms between them: a second in all, then the loop has failed. */
	private static final int MAX_SELECT_FAILURES = 10;

	/** A loop that finds a deadline so late has been kept from turning. */
	private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

	/** How long, after a stall, nothing must arrive until all that waited is read. */
	private static final long QUIET_MILLIS = 10;

	/**
	 * How long deadlines are kept waiting for input at most, and never longer than the
	 * stall was.
	 */
	private static final long MAX_CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final int MAX_CATCH_UP_ROUNDS = 4096;

	private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final String name;

	private final Ticker ticker;

	private final CommandQueue commands;

	private final Deadlines deadlines;

	private final Parking parking;

	private final FailureLog failures;

	private final ArrayDeque<LoopSource> ready = new ArrayDeque<>();

	private final ArrayDeque<Runnable> turnEnd = new ArrayDeque<>();

	private volatile long lastTurnNanos;

	/** How much went to other threads in this turn that may answer soon. */
	private int answersExpected;

	private int selectFailures;

	LoopDuties(String name, Ticker ticker, CommandQueue commands, Deadlines deadlines, Selector selector) {
		this.name = name;
		this.ticker = ticker;
		this.commands = commands;
		this.deadlines = deadlines;
		this.parking = new Parking(selector, (key) -> ready((LoopSource) key.attachment()), ticker);
		this.failures = new FailureLog(logger, ticker);
		this.lastTurnNanos = ticker.nanos();
	}

	/**
	 * One turn.
	 * @param maySleep whether it may end with a sleep
	 * @throws IllegalStateException if the selector has failed for good
	 */
	void turn(boolean maySleep) {
		this.lastTurnNanos = this.ticker.nanos();
		runCommands(COMMANDS_PER_TURN);
		pollReady();
		long lateNanos = lateNanos();
		if (lateNanos > STALL_NANOS) {
			catchUp(Math.min(lateNanos, MAX_CATCH_UP_NANOS));
		}
		advanceDeadlines();
		runTurnEnd();
		select(maySleep);
	}

	/**
	 * The last turn: runs what is left, tells the listeners and releases the selector.
	 * @param end whom to tell
	 * @param cause why the loop failed, or {@code null}
	 */
	void finish(LoopEnd end, @Nullable Throwable cause) {
		try {
			if (cause != null) {
				guarded(() -> logger.error("The loop {} has failed and ends", this.name, cause));
			}
			this.commands.end();
			runCommands(Integer.MAX_VALUE);
			runTurnEnd();
			for (LoopEndListener listener : end.begin(cause)) {
				guarded(() -> listener.onLoopEnd(cause));
			}
			runTurnEnd();
		}
		finally {
			guarded(this::closeParking);
			end.complete();
		}
	}

	void ready(LoopSource source) {
		if (!source.queued) {
			this.ready.add(source);
			source.queued = true;
		}
	}

	void atTurnEnd(Runnable action) {
		this.turnEnd.add(action);
	}

	void expectAnswer() {
		this.answersExpected++;
	}

	SelectionKey register(SelectableChannel channel, int operations, LoopSource source) throws ClosedChannelException {
		return this.parking.register(channel, operations, source);
	}

	/** For any thread. */
	void wakeUp() {
		this.parking.wakeUp();
	}

	/** For any thread. */
	void interruptSleep() {
		this.parking.interruptSleep();
	}

	/** For any thread. */
	long lastTurnNanos() {
		return this.lastTurnNanos;
	}

	private void runCommands(int limit) {
		for (int i = 0; i < limit; i++) {
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
			poll(source);
		}
	}

	private void poll(LoopSource source) {
		try {
			if (source.poll()) {
				ready(source);
			}
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	private long lateNanos() {
		long next = this.deadlines.nextNanos();
		return (next != Deadlines.NONE) ? this.ticker.nanos() - next : 0;
	}

	/**
	 * Takes in what has arrived while the loop stood still, before anybody is found to
	 * have been silent. An engine's thread may have stood still as well, so that its
	 * input comes a moment later than the loop looks. Where traffic never pauses there is
	 * no telling what had waited from what is new, and deadlines must not wait for all of
	 * it.
	 */
	private void catchUp(long limitNanos) {
		long limit = this.ticker.nanos() + limitNanos;
		for (int i = 0; i < MAX_CATCH_UP_ROUNDS && this.ticker.nanos() - limit < 0; i++) {
			runTurnEnd();
			awaitInput();
			if (this.ready.isEmpty() && this.commands.isEmpty()) {
				return;
			}
			this.lastTurnNanos = this.ticker.nanos();
			runCommands(COMMANDS_PER_TURN);
			pollReady();
		}
	}

	private void awaitInput() {
		try {
			this.parking.sleep(() -> hasWork() ? 0 : QUIET_MILLIS, false);
		}
		catch (Throwable ex) {
			onSelectFailure(ex);
		}
	}

	private void advanceDeadlines() {
		try {
			this.deadlines.advance(this.ticker.nanos());
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	private void runTurnEnd() {
		for (Runnable action = this.turnEnd.poll(); action != null; action = this.turnEnd.poll()) {
			guarded(action);
		}
	}

	private void select(boolean maySleep) {
		// Where there are several, sleeping lets their answers come together
		boolean expected = this.answersExpected == 1;
		this.answersExpected = 0;
		try {
			if (maySleep) {
				this.parking.sleep(this::sleepMillis, expected);
			}
			else {
				this.parking.look();
			}
			this.selectFailures = 0;
		}
		catch (Throwable ex) {
			onSelectFailure(ex);
		}
	}

	private void onSelectFailure(Throwable failure) {
		if (this.selectFailures == MAX_SELECT_FAILURES) {
			throw new IllegalStateException("The selector of the loop " + this.name + " fails again and again",
					failure);
		}
		this.failures.report("The selector of the loop " + this.name + " failed; it is tried again", failure);
		LockSupport.parkNanos(NANOS_PER_MILLI << this.selectFailures);
		this.selectFailures++;
	}

	private long sleepMillis() {
		if (hasWork()) {
			return 0;
		}
		long next = this.deadlines.nextNanos();
		if (next == Deadlines.NONE) {
			return Long.MAX_VALUE;
		}
		return Math.max(0, Math.floorDiv(next - this.ticker.nanos() + NANOS_PER_MILLI - 1, NANOS_PER_MILLI));
	}

	private boolean hasWork() {
		return !this.ready.isEmpty() || !this.commands.isEmpty() || this.commands.isClosed();
	}

	private void closeParking() {
		try {
			this.parking.close();
		}
		catch (IOException ex) {
			logger.debug("The selector of the loop {} did not close cleanly", this.name, ex);
		}
	}

	private void guarded(Runnable action) {
		try {
			action.run();
		}
		catch (Throwable ex) {
			report(ex);
		}
	}

	private void report(Throwable failure) {
		this.failures.report("A task of the loop " + this.name + " failed; the loop goes on", failure);
	}

}
