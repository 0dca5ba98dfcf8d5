package io.pigato.internal;

/**
 * What many may hold together, so that those that each hold a little less than one may
 * cannot exhaust the heap. Once it is overdrawn, who holds more than an equal share has
 * too much. Who holds little has not, unless there are so many of these that twice the
 * budget is spent. For the loop's thread.
 */
public final class SharedBudget {

	/** Who holds no more is not one of those that share. */
	private static final int LITTLE = 64 * 1024;

	/** Who holds no more never has too much. */
	private static final int NEXT_TO_NOTHING = 2 * 1024;

	private static final int PART_OF_HEAP = 8;

	private static final int LITTLE_PART = 4;

	private final long limit;

	private final long exhaustedAt;

	private long bytes;

	private int sharing;

	/**
	 * A budget of which nothing is spent.
	 * @param limit in bytes, 1 or more
	 */
	public SharedBudget(long limit) {
		this(limit, (limit > Long.MAX_VALUE / 2) ? limit : 2 * limit);
	}

	/**
	 * A budget of which nothing is spent.
	 * @param limit in bytes, 1 or more
	 * @param exhaustedAt beyond so many bytes those that hold little have too much, too
	 */
	public SharedBudget(long limit, long exhaustedAt) {
		this.limit = limit;
		this.exhaustedAt = exhaustedAt;
	}

	/**
	 * An eighth of the heap.
	 * @return a budget of which nothing is spent
	 */
	public static SharedBudget ofHeap() {
		return new SharedBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
	}

	/**
	 * Without a bound.
	 * @return a budget that is never overdrawn
	 */
	public static SharedBudget unbounded() {
		return new SharedBudget(Long.MAX_VALUE);
	}

	/**
	 * One of them holds more, or less.
	 * @param before how many bytes it held
	 * @param after how many it holds now
	 */
	public void change(long before, long after) {
		this.bytes += after - before;
		if (before <= LITTLE && after > LITTLE) {
			this.sharing++;
		}
		else if (before > LITTLE && after <= LITTLE) {
			this.sharing--;
		}
	}

	/**
	 * Whether one of them should hold less.
	 * @param own what it holds
	 * @return {@code true} if all hold too much together and it more than its share
	 */
	public boolean isTooMuch(long own) {
		return isTooMuch(own, 0);
	}

	/**
	 * Whether one of them should not hold more. What is larger than all of the budget has
	 * room, too, while half of that is left.
	 * @param own what it holds
	 * @param more what it would hold besides
	 * @return {@code true} if all would hold too much together and it more than its share
	 */
	public boolean isTooMuch(long own, long more) {
		long wanted = own + more;
		boolean room = this.bytes + more <= this.limit || (more > 0 && this.bytes <= this.limit / 2);
		if (room || isNextToNothing(wanted)) {
			return false;
		}
		int others = this.sharing - ((own > LITTLE) ? 1 : 0);
		return isExhausted() || (wanted > LITTLE && wanted >= this.limit / (others + 1));
	}

	/**
	 * Whether all but one hold no more than a quarter of the budget.
	 * @param own what that one holds
	 * @return whether the others hold little
	 */
	public boolean othersHoldLittle(long own) {
		return this.bytes - own <= this.limit / LITTLE_PART;
	}

	/**
	 * Whether it is so little that nobody is asked to hold less.
	 * @param own what one holds
	 * @return whether it never is too much
	 */
	public static boolean isNextToNothing(long own) {
		return own <= NEXT_TO_NOTHING;
	}

	/**
	 * Whether even those that hold little have to hold less, there being so many.
	 * @return whether it is spent twice
	 */
	public boolean isExhausted() {
		return this.bytes > this.exhaustedAt;
	}

	/**
	 * What all hold.
	 * @return in bytes
	 */
	public long bytes() {
		return this.bytes;
	}

}
