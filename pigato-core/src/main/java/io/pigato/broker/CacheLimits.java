package io.pigato.broker;

/**
 * What a broker may store of replies.
 *
 * @param maxEntries how many
 * @param maxBytes what they weigh together
 */
record CacheLimits(int maxEntries, long maxBytes) {

	/** Nothing. */
	static final CacheLimits NONE = new CacheLimits(0, 0);

	/** Whether anything may be stored at all. */
	boolean isOn() {
		return this.maxEntries > 0 && this.maxBytes > 0;
	}

}
