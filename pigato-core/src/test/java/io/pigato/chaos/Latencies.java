package io.pigato.chaos;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long requests took, in buckets of which each is at most an eighth longer than the
 * one before. Safe for use by any thread; its size does not depend on what it holds.
 */
final class Latencies {

	private static final int STEPS_BITS = 3;

	private static final int STEPS = 1 << STEPS_BITS;

	private final AtomicLongArray buckets = new AtomicLongArray(64 * STEPS);

	void add(long nanos) {
		this.buckets.incrementAndGet(bucket(Math.max(STEPS, nanos)));
	}

	long count() {
		long count = 0;
		for (int i = 0; i < this.buckets.length(); i++) {
			count += this.buckets.get(i);
		}
		return count;
	}

	/** The latency that this share did not exceed, to an eighth; 0 if there is none. */
	long nanos(double share) {
		long wanted = (long) Math.ceil(share * count());
		long seen = 0;
		for (int i = 0; i < this.buckets.length() && wanted > 0; i++) {
			seen += this.buckets.get(i);
			if (seen >= wanted) {
				return (long) (STEPS + i % STEPS + 1) << (i / STEPS - STEPS_BITS);
			}
		}
		return 0;
	}

	double millis(double share) {
		return nanos(share) / 1e6;
	}

	private static int bucket(long nanos) {
		int exponent = 63 - Long.numberOfLeadingZeros(nanos);
		return exponent * STEPS + (int) (nanos >> (exponent - STEPS_BITS)) % STEPS;
	}

}
