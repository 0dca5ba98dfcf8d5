package io.pigato.internal.transport.zmtp;

import java.util.function.LongSupplier;

/**
 * Says how long ago a message that has not come whole has grown: by so much that somebody
 * sends it, and does not just keep a connection. What a message had come to counts once,
 * also if it is never handed over and another begins.
 */
final class Growth {

	/** By so much it grows, at least. */
	static final int STEP_BYTES = 16 * 1024;

	private final LongSupplier nanos;

	private long bytes;

	private boolean seen;

	private long seenNanos;

	Growth(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Part of a message has come.
	 * @param held how many bytes of it are there now
	 */
	void reached(long held) {
		if (held - this.bytes >= STEP_BYTES) {
			this.bytes = held;
			this.seen = true;
			this.seenNanos = this.nanos.getAsLong();
		}
	}

	/** A whole message has come, which shows more. */
	void whole() {
		this.bytes = 0;
	}

	/**
	 * How long ago it has grown.
	 * @return nanoseconds, {@link Long#MAX_VALUE} if it never has
	 */
	long nanosSince() {
		return (this.seen) ? this.nanos.getAsLong() - this.seenNanos : Long.MAX_VALUE;
	}

}
