package io.pigato.internal.transport;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Ticker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Logs failures that may come in floods: at most five in ten seconds, and with the first
 * of the next ten how many were passed over. Never throws, whatever state the JVM is in.
 * For one thread.
 */
public final class FailureLog {

	private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final int LOGGED_PER_PERIOD = 5;

	private final Logger logger;

	private final Ticker ticker;

	private long periodStart;

	private int logged;

	private long passedOver;

	/**
	 * A log without failures.
	 * @param logger where to log
	 * @param ticker where to read the time
	 */
	public FailureLog(Logger logger, Ticker ticker) {
		this.logger = logger;
		this.ticker = ticker;
	}

	/**
	 * Logs a failure as an error, or counts it.
	 * @param what what failed and what comes of it, one sentence
	 * @param failure what was thrown, if anything
	 */
	public void report(String what, @Nullable Throwable failure) {
		try {
			if (mayLog()) {
				log(what, failure);
			}
			else {
				this.passedOver++;
			}
		}
		catch (Throwable ex) {
			// Out of memory, as a rule: the thread that reports has to go on.
			this.passedOver++;
		}
	}

	private boolean mayLog() {
		long now = this.ticker.nanos();
		if (this.logged == 0 || now - this.periodStart >= PERIOD_NANOS) {
			this.periodStart = now;
			this.logged = 0;
		}
		return this.logged < LOGGED_PER_PERIOD;
	}

	private void log(String what, @Nullable Throwable failure) {
		this.logged++;
		if (this.passedOver == 0) {
			this.logger.error(what, failure);
		}
		else {
			this.logger.error("{} ({} failures before this one were not logged)", what, this.passedOver, failure);
			this.passedOver = 0;
		}
	}

}
