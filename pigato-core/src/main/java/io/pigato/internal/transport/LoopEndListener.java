package io.pigato.internal.transport;

import org.jspecify.annotations.Nullable;

/** Told when a loop has ended. */
@FunctionalInterface
public interface LoopEndListener {

	/**
	 * The loop has run its last command; no deadline falls due and no source is polled
	 * any more. Called once, as a rule on the loop thread. It must not block; what it
	 * throws is logged and lost.
	 * @param cause why it failed, or {@code null} if it was closed
	 */
	void onLoopEnd(@Nullable Throwable cause);

}
