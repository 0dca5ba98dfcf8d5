package io.pigato.internal.transport.jeromq;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.pigato.internal.transport.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends an engine on a daemon thread of its own, since JeroMQ may wait for ever: first the
 * sockets, which only the loop may touch while it lives, then the context.
 */
final class EngineCloser {

	private static final Logger logger = LoggerFactory.getLogger(EngineCloser.class);

	private static final long LOOP_CHECK_MILLIS = 50;

	private final EventLoop loop;

	private final Supplier<@Nullable JeroMqContext> closeSockets;

	private final AtomicBoolean socketsClosing = new AtomicBoolean();

	private final CountDownLatch socketsClosed = new CountDownLatch(1);

	private final AtomicReference<@Nullable JeroMqContext> left = new AtomicReference<>();

	private @Nullable Thread thread;

	/**
	 * A closer that has nothing done yet.
	 * @param loop that owns the sockets
	 * @param closeSockets closes the sockets and returns the context that is left
	 */
	EngineCloser(EventLoop loop, Supplier<@Nullable JeroMqContext> closeSockets) {
		this.loop = loop;
		this.closeSockets = closeSockets;
	}

	/**
	 * Begins to end the engine if that has not begun, and waits for the end.
	 * @param limit how long to wait at most
	 * @return whether all has ended
	 */
	boolean close(Duration limit) {
		if (this.loop.inLoop()) {
			closeSocketsOnce();
		}
		return join(startedThread(), limit);
	}

	private synchronized Thread startedThread() {
		if (this.thread == null) {
			this.thread = new Thread(this::run, "pigato-jeromq-close");
			this.thread.setDaemon(true);
			this.thread.start();
		}
		return this.thread;
	}

	private void run() {
		try {
			awaitClosedSockets();
			JeroMqContext context = this.left.get();
			if (context != null) {
				context.terminate();
			}
		}
		catch (InterruptedException | RuntimeException ex) {
			logger.warn("The transport did not close cleanly", ex);
		}
	}

	private void awaitClosedSockets() throws InterruptedException {
		try {
			this.loop.execute(this::closeSocketsOnce);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The loop is ending", ex);
		}
		while (!this.socketsClosed.await(LOOP_CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
			if (!this.loop.isAlive()) {
				closeSocketsOnce();
			}
		}
	}

	private void closeSocketsOnce() {
		if (this.socketsClosing.compareAndSet(false, true)) {
			try {
				this.left.set(this.closeSockets.get());
			}
			finally {
				this.socketsClosed.countDown();
			}
		}
	}

	private static boolean join(Thread closing, Duration limit) {
		try {
			closing.join(Math.max(1, limit.toMillis()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return !closing.isAlive();
	}

}
