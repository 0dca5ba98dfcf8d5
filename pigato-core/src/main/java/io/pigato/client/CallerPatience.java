package io.pigato.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import io.pigato.internal.Ticker;

/**
 * How callers wait at first. Where replies mostly come sooner than two threads wake up,
 * as those of a service in the same process do, a caller looks on for a moment before it
 * sleeps, and makes way for others each time. Where they do not, that is tried a few
 * times in a row once in a while. Safe for use by any thread.
 */
final class CallerPatience {

	/** About as long as it takes to wake two threads, one after the other. */
	static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(60);

	/** How many replies in a row have to come so soon, and so many calls try it. */
	static final int ENOUGH = 4;

	/** Of so many calls. */
	static final int TRY_EVERY = 64;

	private static final int MOST = 16;

	private final Ticker ticker;

	private final AtomicInteger score = new AtomicInteger();

	private final AtomicInteger calls = new AtomicInteger();

	CallerPatience(Ticker ticker) {
		this.ticker = ticker;
	}

	/**
	 * Looks on until something has come or it is no longer soon, if that pays.
	 * @param hasCome whether it has come
	 * @return whether it has looked
	 */
	boolean lookFor(BooleanSupplier hasCome) {
		boolean tries = Math.floorMod(this.calls.getAndIncrement(), TRY_EVERY) < ENOUGH;
		if (!tries && this.score.get() < ENOUGH) {
			return false;
		}
		boolean soon = comesSoon(hasCome);
		this.score.updateAndGet((now) -> soon ? Math.min(now + 1, MOST) : now / 2);
		return true;
	}

	@SuppressWarnings("ThreadPriorityCheck") // a hint, no more
	private boolean comesSoon(BooleanSupplier hasCome) {
		long begin = this.ticker.nanos();
		boolean come = hasCome.getAsBoolean();
		while (!come && this.ticker.nanos() - begin < SOON_NANOS) {
			Thread.yield();
			come = hasCome.getAsBoolean();
		}
		return come;
	}

}
