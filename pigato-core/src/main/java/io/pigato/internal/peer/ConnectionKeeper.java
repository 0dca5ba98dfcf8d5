package io.pigato.internal.peer;

import java.util.random.RandomGenerator;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;

/**
 * Decides when to connect, when to show that one is alive, when to give a connection up
 * and how long to pause before the next. A pure state machine: it is told what happened
 * and the time, and answers through {@link Actions}. Not thread-safe.
 */
public final class ConnectionKeeper {

	private final Deadlines deadlines;

	private final KeepAlive keepAlive;

	private final RandomGenerator random;

	private final Actions actions;

	private final Deadline pulse = new Pulse();

	private State state = State.IDLE;

	private int failures;

	private long lastHeardNanos;

	private long nextBeatNanos;

	/**
	 * A keeper that is idle.
	 * @param deadlines where its times fall due
	 * @param keepAlive how often and how long
	 * @param random for the jitter of pauses
	 * @param actions what it makes happen
	 */
	public ConnectionKeeper(Deadlines deadlines, KeepAlive keepAlive, RandomGenerator random, Actions actions) {
		this.deadlines = deadlines;
		this.keepAlive = keepAlive;
		this.random = random;
		this.actions = actions;
	}

	/**
	 * Begins to connect, if it is idle.
	 * @param nowNanos the time
	 */
	public void start(long nowNanos) {
		if (this.state == State.IDLE) {
			connect(nowNanos);
		}
	}

	/**
	 * The broker has shown a sign of life.
	 * @param nowNanos the time
	 * @return whether it was the first on this connection
	 */
	public boolean heard(long nowNanos) {
		this.lastHeardNanos = nowNanos;
		boolean first = this.state == State.CONNECTING;
		if (first) {
			this.state = State.CONNECTED;
		}
		return first;
	}

	/** The connection serves its purpose: the next pause is the shortest again. */
	public void settled() {
		this.failures = 0;
	}

	/**
	 * The connection has ended, or was never made.
	 * @param reason for people
	 * @param nowNanos the time
	 */
	public void lost(String reason, long nowNanos) {
		if (this.state != State.CONNECTING && this.state != State.CONNECTED) {
			return;
		}
		this.state = State.PAUSING;
		this.failures++;
		this.deadlines.schedule(this.pulse, nowNanos + pauseNanos());
		this.actions.disconnected(reason);
	}

	/** Ends it for good: no further action. */
	public void stop() {
		this.state = State.STOPPED;
		this.pulse.cancel();
	}

	/**
	 * Whether the broker has been heard on the present connection.
	 * @return {@code true} if it has
	 */
	public boolean isConnected() {
		return this.state == State.CONNECTED;
	}

	private void connect(long nowNanos) {
		this.state = State.CONNECTING;
		this.lastHeardNanos = nowNanos;
		this.nextBeatNanos = nowNanos + this.keepAlive.interval().toNanos();
		this.deadlines.schedule(this.pulse, this.nextBeatNanos);
		this.actions.connect(this.failures + 1);
	}

	private void pulse(long nowNanos) {
		if (this.state == State.PAUSING) {
			connect(nowNanos);
		}
		else if (silentNanos(nowNanos) >= this.keepAlive.silenceNanos()) {
			this.actions.abandon();
			lost("the broker was silent for " + (nowNanos - this.lastHeardNanos) / 1_000_000 + " ms", nowNanos);
		}
		else {
			boolean due = nowNanos - this.nextBeatNanos >= 0;
			this.nextBeatNanos = due ? nowNanos + this.keepAlive.interval().toNanos() : this.nextBeatNanos;
			// The limit of silence lies between two beats as a rule, and is not to wait
			// for one
			long left = this.keepAlive.silenceNanos() - silentNanos(nowNanos);
			this.deadlines.schedule(this.pulse, nowNanos + Math.min(this.nextBeatNanos - nowNanos, left));
			if (due) {
				this.actions.beat(nowNanos);
			}
		}
	}

	/** While a large message comes, the broker cannot send another sign of life. */
	private long silentNanos(long nowNanos) {
		return Math.min(nowNanos - this.lastHeardNanos, this.actions.nanosSinceGrowth());
	}

	private long pauseNanos() {
		int doublings = Math.min(this.failures - 1, 20);
		long first = this.keepAlive.firstDelay().toNanos();
		long most = this.keepAlive.maxDelay().toNanos();
		long full = (first > most >> doublings) ? most : first << doublings;
		return full / 2 + this.random.nextLong(full / 2 + 1);
	}

	private enum State {

		IDLE, CONNECTING, CONNECTED, PAUSING, STOPPED

	}

	/** What a keeper makes happen. */
	public interface Actions {

		/**
		 * Open a new connection and greet the broker.
		 * @param attempt which in a row, from 1 on
		 */
		void connect(int attempt);

		/**
		 * Show the broker that one is alive.
		 * @param nowNanos the time
		 */
		void beat(long nowNanos);

		/**
		 * How long ago a message that comes and is not yet whole has grown.
		 * @return nanoseconds, {@link Long#MAX_VALUE} if none has or nobody can tell
		 */
		long nanosSinceGrowth();

		/** Drop the present connection without a word; {@link #disconnected} follows. */
		void abandon();

		/**
		 * The connection is gone; another attempt follows after a pause.
		 * @param reason for people
		 */
		void disconnected(String reason);

	}

	private final class Pulse extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			pulse(nowNanos);
		}

	}

}
