package io.pigato.internal;

import java.time.Duration;

/** Bounds of the durations that applications set, so that no sum of them overflows. */
public final class Durations {

	/** What is longer is refused. */
	public static final Duration LONGEST = Duration.ofDays(24);

	private static final Duration LEAST_INTERVAL = Duration.ofMillis(10);

	private Durations() {
	}

	/**
	 * Checks a heartbeat.
	 * @param interval at least 10 ms
	 * @param liveness at least 1, and interval × (liveness + 1) at most 24 days
	 * @throws IllegalArgumentException if one is out of bounds
	 */
	public static void checkHeartbeat(Duration interval, int liveness) {
		boolean inBounds = interval.compareTo(LEAST_INTERVAL) >= 0 && interval.compareTo(LONGEST) <= 0 && liveness >= 1
				&& interval.multipliedBy(liveness + 1L).compareTo(LONGEST) <= 0;
		if (!inBounds) {
			throw new IllegalArgumentException("A heartbeat needs an interval of at least 10 ms and a liveness of at "
					+ "least 1, with interval × (liveness + 1) at most 24 days, not " + interval + " and " + liveness);
		}
	}

	/**
	 * Checks a grace period.
	 * @param grace from 0 to 24 days
	 * @return the same
	 * @throws IllegalArgumentException if it is out of bounds
	 */
	public static Duration checkGrace(Duration grace) {
		if (grace.isNegative() || grace.compareTo(LONGEST) > 0) {
			throw new IllegalArgumentException("A grace period lasts from 0 to 24 days, not " + grace);
		}
		return grace;
	}

}
