package io.pigato.internal.peer;

import java.time.Duration;

import io.pigato.internal.Durations;

/**
 * How a peer keeps its connection.
 *
 * @param interval how often it shows that it is alive, at least 10 ms
 * @param liveness how many intervals may pass without a sign of the broker, at least 1;
 * interval × (liveness + 1) is at most 24 days
 * @param firstDelay the pause before the second attempt to connect, at least 1 ms
 * @param maxDelay the longest pause, at least the first and at most 24 days
 */
public record KeepAlive(Duration interval, int liveness, Duration firstDelay, Duration maxDelay) {

	/** 2500 ms, 3, 1 s, 10 s. */
	public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofMillis(2500), 3, Duration.ofSeconds(1),
			Duration.ofSeconds(10));

	/** Checks the bounds. */
	public KeepAlive {
		Durations.checkHeartbeat(interval, liveness);
		if (firstDelay.compareTo(Duration.ofMillis(1)) < 0 || maxDelay.compareTo(firstDelay) < 0
				|| maxDelay.compareTo(Durations.LONGEST) > 0) {
			throw new IllegalArgumentException("A reconnect delay is at least 1 ms, and its maximum not below it and "
					+ "at most 24 days: " + firstDelay + " to " + maxDelay);
		}
	}

	/**
	 * With another heartbeat.
	 * @param newInterval the interval
	 * @param newLiveness the liveness
	 * @return a copy
	 */
	public KeepAlive withHeartbeat(Duration newInterval, int newLiveness) {
		return new KeepAlive(newInterval, newLiveness, this.firstDelay, this.maxDelay);
	}

	/**
	 * With other pauses between attempts.
	 * @param first the first pause
	 * @param most the longest
	 * @return a copy
	 */
	public KeepAlive withReconnectDelay(Duration first, Duration most) {
		return new KeepAlive(this.interval, this.liveness, first, most);
	}

	/**
	 * How long the broker may be silent: interval × (liveness + 1).
	 * @return nanoseconds
	 */
	public long silenceNanos() {
		return this.interval.toNanos() * (this.liveness + 1);
	}

}
