package io.pigato.internal;

import org.jspecify.annotations.Nullable;

/**
 * All that falls due on one thread: a hierarchical timing wheel (Varghese and Lauck,
 * 1987) with ticks of one millisecond. Scheduling and cancelling are O(1); a deadline is
 * never early and at most one tick late when {@link #advance} is called in time.
 * <p>
 * It reads no clock: the time is an argument. Not thread-safe.
 */
public final class Deadlines {

	/** What {@link #nextNanos()} returns when nothing is scheduled. */
	public static final long NONE = Long.MAX_VALUE;

	private static final long TICK_NANOS = 1_000_000;

	private static final int LEVEL_BITS = 6;

	private static final int SLOTS = 1 << LEVEL_BITS;

	private static final int LEVELS = 6;

	/** The farthest ahead that has a slot of its own: 2^36 ticks, about two years. */
	private static final long MAX_TICKS = (1L << (LEVELS * LEVEL_BITS)) - SLOTS;

	private final Slot[][] wheel = new Slot[LEVELS][SLOTS];

	private final long[] occupied = new long[LEVELS];

	private final long originNanos;

	private long currentTick;

	/** The tick that the advance under way goes to, or went to last. */
	private long horizonTick;

	private int size;

	private @Nullable Throwable failure;

	/**
	 * An empty wheel.
	 * @param nowNanos the time from which it counts
	 */
	public Deadlines(long nowNanos) {
		this.originNanos = nowNanos;
		for (int level = 0; level < LEVELS; level++) {
			for (int index = 0; index < SLOTS; index++) {
				this.wheel[level][index] = new Slot(level, index);
			}
		}
	}

	/**
	 * Schedules a deadline, or moves one that is scheduled. A time in the past falls due
	 * at the next {@link #advance}; one more than two years ahead, after two years.
	 * @param deadline what falls due
	 * @param dueNanos when, on the clock of {@link #advance}
	 */
	public void schedule(Deadline deadline, long dueNanos) {
		deadline.cancel();
		long elapsed = dueNanos - this.originNanos;
		long tick = Math.floorDiv(elapsed, TICK_NANOS) + ((Math.floorMod(elapsed, TICK_NANOS) == 0) ? 0 : 1);
		deadline.tick = Math.min(Math.max(tick, this.horizonTick + 1), this.currentTick + MAX_TICKS);
		place(deadline);
		this.size++;
	}

	/**
	 * Lets everything fall due whose time has come, in the order of time to the tick;
	 * what is scheduled meanwhile waits for the next call, however near its time is. A
	 * deadline that throws does not keep the others from falling due.
	 * @param nowNanos the time; before that of the previous call, nothing happens
	 * @return how many fell due
	 * @throws RuntimeException what a deadline threw, at the end, with what others threw
	 * suppressed in it; an {@link Error} likewise
	 */
	public int advance(long nowNanos) {
		long target = Math.floorDiv(nowNanos - this.originNanos, TICK_NANOS);
		this.horizonTick = Math.max(target, this.horizonTick);
		int fired = 0;
		while (this.currentTick < target) {
			this.currentTick = Math.min(nextTick(), target);
			fired += turn(nowNanos);
		}
		rethrowFailure();
		return fired;
	}

	/**
	 * When {@link #advance} should be called next: no later than the earliest deadline,
	 * sometimes earlier, when far deadlines have to move nearer.
	 * @return nanoseconds on the clock of {@link #advance}, or {@link #NONE}
	 */
	public long nextNanos() {
		return (this.size == 0) ? NONE : this.originNanos + nextTick() * TICK_NANOS;
	}

	/**
	 * How many deadlines are waiting.
	 * @return 0 or more
	 */
	public int size() {
		return this.size;
	}

	private int turn(long nowNanos) {
		for (int level = LEVELS - 1; level > 0; level--) {
			if ((this.currentTick & ((1L << (level * LEVEL_BITS)) - 1)) == 0) {
				cascade(this.wheel[level][slotIndex(this.currentTick, level)]);
			}
		}
		Slot due = this.wheel[0][slotIndex(this.currentTick, 0)];
		int fired = 0;
		for (Deadline deadline = due.first; deadline != null; deadline = due.first) {
			due.remove(deadline);
			fired++;
			try {
				deadline.onDue(nowNanos);
			}
			catch (Throwable ex) {
				keep(ex);
			}
		}
		return fired;
	}

	@SuppressWarnings("ReferenceEquality") // a throwable must not suppress itself
	private void keep(Throwable thrown) {
		if (this.failure == null) {
			this.failure = thrown;
		}
		else if (this.failure != thrown) {
			this.failure.addSuppressed(thrown);
		}
	}

	private void rethrowFailure() {
		Throwable thrown = this.failure;
		this.failure = null;
		if (thrown instanceof Error error) {
			throw error;
		}
		if (thrown instanceof RuntimeException exception) {
			throw exception;
		}
		if (thrown != null) {
			throw new IllegalStateException(thrown);
		}
	}

	private void cascade(Slot slot) {
		for (Deadline deadline = slot.first; deadline != null; deadline = slot.first) {
			slot.remove(deadline);
			place(deadline);
			this.size++;
		}
	}

	private void place(Deadline deadline) {
		long distance = deadline.tick - this.currentTick;
		int level = 0;
		while (level < LEVELS - 1 && distance >= (1L << ((level + 1) * LEVEL_BITS))) {
			level++;
		}
		this.wheel[level][slotIndex(deadline.tick, level)].add(deadline);
	}

	private long nextTick() {
		long best = Long.MAX_VALUE;
		for (int level = 0; level < LEVELS; level++) {
			if (this.occupied[level] != 0) {
				best = Math.min(best, nextTickOfLevel(level));
			}
		}
		return best;
	}

	private long nextTickOfLevel(int level) {
		int shift = level * LEVEL_BITS;
		long base = this.currentTick >> shift;
		int start = (int) ((base + 1) & (SLOTS - 1));
		int ahead = Long.numberOfTrailingZeros(Long.rotateRight(this.occupied[level], start));
		return (base + 1 + ahead) << shift;
	}

	private static int slotIndex(long tick, int level) {
		return (int) (tick >> (level * LEVEL_BITS)) & (SLOTS - 1);
	}

	/** The deadlines of one slot, a doubly linked list. */
	final class Slot {

		private final int level;

		private final long bit;

		private @Nullable Deadline first;

		private @Nullable Deadline last;

		private Slot(int level, int index) {
			this.level = level;
			this.bit = 1L << index;
		}

		private void add(Deadline deadline) {
			deadline.slot = this;
			deadline.previous = this.last;
			if (this.last == null) {
				this.first = deadline;
				Deadlines.this.occupied[this.level] |= this.bit;
			}
			else {
				this.last.next = deadline;
			}
			this.last = deadline;
		}

		void remove(Deadline deadline) {
			Deadline before = deadline.previous;
			Deadline after = deadline.next;
			if (before == null) {
				this.first = after;
			}
			else {
				before.next = after;
			}
			if (after == null) {
				this.last = before;
			}
			else {
				after.previous = before;
			}
			if (this.first == null) {
				Deadlines.this.occupied[this.level] &= ~this.bit;
			}
			deadline.previous = null;
			deadline.next = null;
			deadline.slot = null;
			Deadlines.this.size--;
		}

	}

}
