package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.internal.Deadline;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.FailureLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all connections of a loop share: the buffers that are read into and written from,
 * who has something to flush at the end of the turn, and who is closed but not yet over.
 */
final class LoopIo {

	private static final Logger logger = LoggerFactory.getLogger(ZmtpEngine.class);

	private static final Duration LONGEST = Duration.ofDays(365);

	static final int BUFFER_BYTES = 64 * 1024;

	private final EventLoop loop;

	private final FailureLog failures;

	/** What peers that have connected to this process do not read. */
	private final SharedBudget unsent = SharedBudget.ofHeap();

	/** What peers that have connected to this process have begun and not ended. */
	private final UnfinishedMessages unfinished = new UnfinishedMessages(SharedBudget.ofHeap());

	private final SharedBudget unbounded = SharedBudget.unbounded();

	private final UnfinishedMessages unfinishedUnbounded = new UnfinishedMessages(this.unbounded);

	private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER_BYTES);

	private final ByteBuffer output = ByteBuffer.allocateDirect(BUFFER_BYTES);

	private final ArrayDeque<Connection> toFlush = new ArrayDeque<>();

	private final Set<Connection> lingering = new LinkedHashSet<>();

	private final Runnable flush = this::flushAll;

	private long lingerEndNanos;

	private Runnable whenNoneLingers = () -> {
	};

	LoopIo(EventLoop loop) {
		this.loop = loop;
		this.failures = new FailureLog(logger, loop::nanos);
	}

	EventLoop loop() {
		return this.loop;
	}

	long nanos() {
		return this.loop.nanos();
	}

	/**
	 * A buffer to read into; what is in it is to be used up before the next one reads.
	 * @param atMost how many bytes, up to {@link #BUFFER_BYTES}
	 */
	ByteBuffer input(int atMost) {
		return this.input.clear().limit(atMost);
	}

	/** A buffer to write from; what it holds is nobody's after the write. */
	ByteBuffer output() {
		return this.output.clear();
	}

	/** Where a connection accounts for what it has to send. */
	SharedBudget unsent(ConnectionOwner owner) {
		return owner.isOfStrangers() ? this.unsent : this.unbounded;
	}

	/** Where a connection accounts for messages that have not come whole. */
	UnfinishedMessages unfinished(ConnectionOwner owner) {
		return owner.isOfStrangers() ? this.unfinished : this.unfinishedUnbounded;
	}

	void schedule(Deadline deadline, long inNanos) {
		this.loop.deadlines().schedule(deadline, nanos() + inNanos);
	}

	/**
	 * Has a connection flushed at the end of this turn, once however often this is
	 * called: the connection sees to that.
	 * @param connection which
	 */
	void flushLater(Connection connection) {
		if (this.toFlush.isEmpty()) {
			this.loop.atTurnEnd(this.flush);
		}
		this.toFlush.add(connection);
	}

	/**
	 * Has something run on the loop; does nothing if that has ended.
	 * @param command what to run
	 */
	void post(Runnable command) {
		try {
			this.loop.execute(command);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The loop has ended", ex);
		}
	}

	/**
	 * Calls a handler, whose exceptions are its own problem.
	 * @param call what to call
	 */
	void tell(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			reportHandler(ex);
		}
	}

	void reportHandler(Throwable failure) {
		this.failures.report("A handler of a socket failed; the socket goes on", failure);
	}

	void report(String what, Throwable failure) {
		this.failures.report(what, failure);
	}

	/**
	 * A connection is closed but not over.
	 * @param connection which
	 * @param nanos how long it may take
	 */
	void lingers(Connection connection, long nanos) {
		this.lingerEndNanos = (this.lingering.isEmpty()) ? nanos() + nanos
				: Math.max(this.lingerEndNanos, nanos() + nanos);
		this.lingering.add(connection);
	}

	/** When the last of those that linger has to be over. */
	long lingerEndNanos() {
		return this.lingerEndNanos;
	}

	void isOver(Connection connection) {
		if (this.lingering.remove(connection) && this.lingering.isEmpty()) {
			this.whenNoneLingers.run();
		}
	}

	/** Who is closed but has something to send, or waits for the other end to close. */
	Set<Connection> lingering() {
		return this.lingering;
	}

	/**
	 * Has something run once nobody lingers; at once if that is so.
	 * @param action what to run
	 */
	void whenNoneLingers(Runnable action) {
		this.whenNoneLingers = action;
		if (this.lingering.isEmpty()) {
			action.run();
		}
	}

	/**
	 * A linger in nanoseconds.
	 * @param linger any
	 * @return 0 or more
	 */
	static long nanos(Duration linger) {
		return (linger.isNegative()) ? 0 : (linger.compareTo(LONGEST) > 0) ? LONGEST.toNanos() : linger.toNanos();
	}

	/** Whatever becomes of one, the others are not to wait for ever. */
	private void flushAll() {
		try {
			Connection connection = this.toFlush.poll();
			while (connection != null) {
				connection.flushAtTurnEnd();
				connection = this.toFlush.poll();
			}
		}
		finally {
			if (!this.toFlush.isEmpty()) {
				this.loop.atTurnEnd(this.flush);
			}
		}
	}

}
