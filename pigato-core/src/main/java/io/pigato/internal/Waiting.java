package io.pigato.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting that an interrupt does not end, with a limit. */
public final class Waiting {

	private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

	private Waiting() {
	}

	/**
	 * Waiting for a latch; an interrupt is kept for later.
	 * @param latch what to wait for
	 * @param limit how long at most
	 * @param useful asked now and then: waiting ends when it answers {@code false}
	 * @return whether the latch has opened
	 */
	public static boolean uninterruptibly(CountDownLatch latch, Duration limit, BooleanSupplier useful) {
		long end = System.nanoTime() + limit.toNanos();
		boolean interrupted = false;
		boolean open = false;
		while (!open && System.nanoTime() < end && useful.getAsBoolean()) {
			try {
				open = latch.await(Math.min(STEP_NANOS, end - System.nanoTime()), TimeUnit.NANOSECONDS);
			}
			catch (InterruptedException ex) {
				interrupted = true;
			}
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return open || latch.getCount() == 0;
	}

}
