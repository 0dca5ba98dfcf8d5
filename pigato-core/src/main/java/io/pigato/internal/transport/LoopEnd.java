package io.pigato.internal.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.pigato.internal.Waiting;
import org.jspecify.annotations.Nullable;

/** The end of a loop: who wants to know, who waits for it. Safe for use by any thread. */
final class LoopEnd {

	private final CountDownLatch reached = new CountDownLatch(1);

	private final List<LoopEndListener> listeners = new ArrayList<>();

	private boolean told;

	private @Nullable Throwable cause;

	/**
	 * Adds a listener.
	 * @param listener whom to tell
	 * @return {@code false} if it is too late and the caller has to tell it itself
	 */
	synchronized boolean add(LoopEndListener listener) {
		return !this.told && this.listeners.add(listener);
	}

	synchronized void remove(LoopEndListener listener) {
		this.listeners.remove(listener);
	}

	/**
	 * Fixes the cause.
	 * @param cause why the loop failed, or {@code null}
	 * @return whom to tell now
	 */
	synchronized List<LoopEndListener> begin(@Nullable Throwable cause) {
		this.told = true;
		this.cause = cause;
		List<LoopEndListener> all = new ArrayList<>(this.listeners);
		this.listeners.clear();
		return all;
	}

	synchronized @Nullable Throwable cause() {
		return this.cause;
	}

	void complete() {
		this.reached.countDown();
	}

	boolean isReached() {
		return this.reached.getCount() == 0;
	}

	/**
	 * Waiting for the end, interrupted or not.
	 * @param limit how long at most
	 * @return whether the loop has ended
	 */
	boolean await(Duration limit) {
		return Waiting.uninterruptibly(this.reached, limit, () -> true);
	}

}
