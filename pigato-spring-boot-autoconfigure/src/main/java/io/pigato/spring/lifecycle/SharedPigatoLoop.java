package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/**
 * The loop that the clients and workers of one application context share, and an embedded
 * broker that is theirs. It runs from the first who needs it to the last. Safe for use by
 * any thread.
 *
 * @since 0.1.0
 */
public final class SharedPigatoLoop {

	private @Nullable PigatoLoop loop;

	private int users;

	/** A loop that does not run yet. */
	public SharedPigatoLoop() {
		this.users = 0;
	}

	/**
	 * Takes part in the loop, which is started for the first.
	 * @return a running loop, to be {@link #release() released} once
	 */
	synchronized PigatoLoop acquire() {
		if (this.loop == null) {
			this.loop = PigatoLoop.start("pigato-loop");
		}
		this.users++;
		return this.loop;
	}

	/**
	 * Asks the loop for a sign of life.
	 * @return completed by the loop with the time that took, never while it is stuck,
	 * exceptionally if it has ended; {@code null} if nobody uses it
	 */
	public synchronized @Nullable CompletableFuture<Duration> ping() {
		return (this.loop != null) ? this.loop.ping() : null;
	}

	/** Leaves the loop, which is closed after the last. */
	void release() {
		PigatoLoop unused = leave();
		if (unused != null) {
			unused.close();
		}
	}

	private synchronized @Nullable PigatoLoop leave() {
		this.users--;
		if (this.users > 0) {
			return null;
		}
		PigatoLoop last = this.loop;
		this.loop = null;
		return last;
	}

}
