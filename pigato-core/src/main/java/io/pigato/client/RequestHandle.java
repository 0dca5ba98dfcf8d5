package io.pigato.client;

/**
 * A request under way. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public interface RequestHandle {

	/**
	 * Ends the request; the broker is told. No call of its callback begins after this,
	 * one that has begun on another thread may still go on. Does nothing if it has ended.
	 */
	void cancel();

	/**
	 * Whether it has ended, in whatever way.
	 * @return {@code true} from the last call of the callback on, or from the cancel
	 */
	boolean isDone();

}
