package io.pigato.internal.transport.jeromq;

import java.util.concurrent.TimeUnit;

/**
 * How long a dealer waits for an answer. Half a second at first, since a connection that
 * JeroMQ forgot to watch should cost no more; twice as long with each further attempt, so
 * that a broker under load is not beset.
 */
final class ConnectPatience {

	/** How long a name may take to be resolved. */
	static final long RESOLVE_NANOS = TimeUnit.SECONDS.toNanos(10);

	/**
	 * Between two tries: JeroMQ forgets a connection if its I/O thread has something else
	 * to do in the same moment, such as to end the last one.
	 */
	static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

	private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

	private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

	private static final int TRIES = 4;

	private static final int MAX_DOUBLINGS = 16;

	private final int firstAttempt;

	private int tries;

	private long spentNanos;

	/**
	 * For one dealer.
	 * @param firstAttempt which attempt in a row its first one is, from 1 on
	 */
	ConnectPatience(int firstAttempt) {
		this.firstAttempt = firstAttempt;
	}

	/**
	 * Counts one more try.
	 * @return how long it may take
	 */
	long nextNanos() {
		int doublings = Math.min(attempts(), MAX_DOUBLINGS);
		long nanos = Math.min(FIRST_NANOS << doublings, LONGEST_NANOS);
		this.tries++;
		this.spentNanos += nanos;
		return nanos;
	}

	/**
	 * How many tries this dealer has begun.
	 * @return 0 or more
	 */
	int tries() {
		return this.tries;
	}

	/**
	 * How many attempts in a row came before the next one.
	 * @return 0 or more
	 */
	int attempts() {
		return this.firstAttempt - 1 + this.tries;
	}

	/**
	 * Whether there have been enough tries.
	 * @return {@code true} if the dealer should give up
	 */
	boolean isExhausted() {
		return this.tries >= TRIES || this.spentNanos >= LONGEST_NANOS;
	}

	/**
	 * How long all tries so far were given together.
	 * @return nanoseconds
	 */
	long spentNanos() {
		return this.spentNanos;
	}

}
