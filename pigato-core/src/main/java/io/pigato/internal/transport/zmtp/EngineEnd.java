package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.internal.Waiting;
import io.pigato.internal.transport.EventLoop;

/**
 * How an engine ends: its sockets are closed on the loop, or after that has ended; what
 * lingers gets its time from the loop while that turns, and from the caller afterwards.
 */
final class EngineEnd {

	private static final Duration LOOP_CHECK = Duration.ofMillis(20);

	private final LoopIo io;

	private final Runnable closeSockets;

	private final AtomicBoolean begun = new AtomicBoolean();

	private final CountDownLatch noneLingers = new CountDownLatch(1);

	EngineEnd(LoopIo io, Runnable closeSockets) {
		this.io = io;
		this.closeSockets = closeSockets;
	}

	/**
	 * Begins to end the engine if that has not begun, and waits for the end unless called
	 * on a loop that turns.
	 * @param limit how long at most
	 * @return whether all has ended
	 */
	boolean close(Duration limit) {
		long endNanos = System.nanoTime() + LoopIo.nanos(limit);
		EventLoop loop = this.io.loop();
		if (loop.inLoop()) {
			closeSockets();
		}
		else {
			this.io.post(this::closeSockets);
		}
		while (loop.isAlive() && !loop.inLoop() && endNanos - System.nanoTime() > 0) {
			if (Waiting.uninterruptibly(this.noneLingers, LOOP_CHECK, () -> true)) {
				return true;
			}
		}
		if (!loop.isAlive()) {
			closeSockets();
			drain(endNanos);
		}
		return this.noneLingers.getCount() == 0;
	}

	private void closeSockets() {
		if (this.begun.compareAndSet(false, true)) {
			this.closeSockets.run();
			this.io.whenNoneLingers(this.noneLingers::countDown);
		}
	}

	/** The loop does not turn any more: its part is taken here until the time is up. */
	private synchronized void drain(long endNanos) {
		try (Selector selector = Selector.open()) {
			for (Connection connection : List.copyOf(this.io.lingering())) {
				connection.moveTo(selector);
			}
			long left = leftNanos(endNanos);
			while (!this.io.lingering().isEmpty() && left > 0) {
				selector.select((key) -> ((Connection) key.attachment()).poll(),
						TimeUnit.NANOSECONDS.toMillis(left) + 1);
				left = leftNanos(endNanos);
			}
		}
		catch (IOException ex) {
			this.io.report("What was still to be sent is lost", ex);
		}
		List.copyOf(this.io.lingering()).forEach((connection) -> connection.end(null, "its time is up"));
	}

	private long leftNanos(long endNanos) {
		return Math.min(endNanos - System.nanoTime(), this.io.lingerEndNanos() - this.io.nanos());
	}

}
