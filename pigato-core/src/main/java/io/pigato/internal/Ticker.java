package io.pigato.internal;

/**
 * Where a loop reads the time. Implementations are safe for use by any thread.
 */
@FunctionalInterface
public interface Ticker {

	/**
	 * The time as {@link System#nanoTime()} gives it: only differences have a meaning.
	 * @return nanoseconds
	 */
	long nanos();

	/**
	 * The ticker of the running system.
	 * @return {@link System#nanoTime()}
	 */
	static Ticker system() {
		return System::nanoTime;
	}

}
