package io.pigato.internal;

/**
 * What many may hold together, so that those that each hold a little less than one may
 * cannot exhaust the heap. Once it is overdrawn, who holds more than an equal share has
 * too much; who holds little never has. For the loop's thread.
 */
public final class SharedBudget {

	/** Who holds no more is not one of those that share. */
	private static final int LITTLE = 64 * 1024;

	private static final int PART_OF_HEAP = 8;

	private final long limit;

	private long bytes;

	private int sharing;

	/**
	 * A budget of which nothing is spent.
	 * @param limit in bytes, 1 or more
	 */
	public SharedBudget(long limit) {
		this.limit = limit;
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
		return this.bytes > this.limit && own > LITTLE && own >= this.limit / this.sharing;
	}

	/**
	 * What all hold.
	 * @return in bytes
	 */
	public long bytes() {
		return this.bytes;
	}

}
