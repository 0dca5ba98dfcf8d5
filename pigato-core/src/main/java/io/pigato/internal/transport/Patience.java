package io.pigato.internal.transport;

/**
 * Whether it pays to look on for a moment, when an answer of another thread is expected,
 * before going to sleep. A thread takes longer to wake up than most answers take to come;
 * where they take longer, looking on is a waste. What happened the last times tells.
 */
final class Patience {

	/** What comes in this time is missed by a thread that has to wake up for it. */
	static final long SOON_NANOS = 30_000;

	/** How often to look before giving up: about as long as {@link #SOON_NANOS}. */
	static final int LOOKS = 24;

	private static final int ENOUGH = 4;

	private static final int MOST = 16;

	private int score;

	/** Whether enough answers came soon, of late. */
	boolean pays() {
		return this.score >= ENOUGH;
	}

	/**
	 * An answer was expected.
	 * @param soon whether something came soon
	 */
	void learn(boolean soon) {
		this.score = soon ? Math.min(this.score + 1, MOST) : this.score / 2;
	}

}
