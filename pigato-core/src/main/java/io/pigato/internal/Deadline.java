package io.pigato.internal;

import org.jspecify.annotations.Nullable;

/**
 * Something that falls due: extend it and hand it to {@link Deadlines#schedule}. It is
 * its own node in the wheel, so that scheduling and cancelling allocate nothing and cost
 * the same however many are waiting. Not thread-safe: it belongs to the thread that owns
 * the {@link Deadlines}.
 */
public abstract class Deadline {

	@Nullable Deadline previous;

	@Nullable Deadline next;

	Deadlines.@Nullable Slot slot;

	long tick;

	/**
	 * Called once when the time has come. It may schedule this or other deadlines again,
	 * and may cancel any.
	 * @param nowNanos the time that was handed to {@link Deadlines#advance}
	 */
	protected abstract void onDue(long nowNanos);

	/**
	 * Takes it back; does nothing if it is not scheduled.
	 */
	public final void cancel() {
		if (this.slot != null) {
			this.slot.remove(this);
		}
	}

	/**
	 * Whether it is waiting for its time.
	 * @return {@code true} between scheduling and {@link #onDue} or {@link #cancel()}
	 */
	public final boolean isScheduled() {
		return this.slot != null;
	}

}
