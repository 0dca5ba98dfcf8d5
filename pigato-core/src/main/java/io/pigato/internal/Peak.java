package io.pigato.internal;

/**
 * How large a collection was that grows and shrinks. The array or table of one grows with
 * what is in it and is never made smaller: whoever keeps one for long replaces it by a
 * copy when there is hardly anything left of a large one. Not thread-safe.
 */
public final class Peak {

	/** What was no larger takes little. */
	private static final int LARGE = 1024;

	/** So that a copy costs less than what was taken out before it. */
	private static final int PART = 8;

	private int most;

	/**
	 * It has grown.
	 * @param size how many are in it
	 */
	public void reached(int size) {
		if (size > this.most) {
			this.most = size;
		}
	}

	/**
	 * It has become smaller.
	 * @param size how many are in it
	 * @return whether it is to be replaced by a copy now, which begins anew
	 */
	public boolean isOver(int size) {
		boolean over = this.most > LARGE && size <= this.most / PART;
		if (over) {
			this.most = size;
		}
		return over;
	}

}
