package io.pigato.internal.transport.jeromq;

import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportDrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.SocketBase;
import zmq.ZError;
import zmq.ZMQ;

/** What a bound socket wants to know of its listeners and connections. */
final class ListenerEvents extends SocketEvents {

	private static final Logger logger = LoggerFactory.getLogger(ListenerEvents.class);

	private static final int EVENTS = ZMQ.ZMQ_EVENT_DISCONNECTED | ZMQ.ZMQ_EVENT_CLOSED | ZMQ.ZMQ_EVENT_ACCEPT_FAILED;

	private static final long WARN_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

	private final SocketBase base;

	private final Consumer<TransportDrop> onDropped;

	private final Semaphore closedListeners = new Semaphore(0);

	private long nextWarningNanos = System.nanoTime();

	ListenerEvents(EventLoop loop, SocketBase base, Consumer<TransportDrop> onDropped) {
		super(loop);
		this.base = base;
		this.onDropped = onDropped;
	}

	void install() {
		this.base.setEventHook(this, EVENTS);
	}

	/** Forgets which listeners have been closed so far. */
	void forgetClosedListeners() {
		this.closedListeners.drainPermits();
	}

	/**
	 * Waiting until listeners have been closed, so that their ports are free again.
	 * @param count how many
	 * @param limit how long to wait at most
	 */
	void awaitClosedListeners(int count, Duration limit) {
		try {
			if (!this.closedListeners.tryAcquire(count, limit.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn("Listeners were not closed within {}", limit);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	void onEvent(ZMQ.Event event) {
		switch (event.event) {
			case ZMQ.ZMQ_EVENT_DISCONNECTED -> onDisconnected(this.base.errno());
			case ZMQ.ZMQ_EVENT_CLOSED -> onClosed(event.arg);
			default -> onAcceptFailed(event.addr);
		}
	}

	private void onDisconnected(int error) {
		if (error == ZError.EMSGSIZE) {
			post(() -> this.onDropped.accept(TransportDrop.FRAME_TOO_LARGE));
		}
		else if (error == ZError.EPROTO || error == ZError.EINVAL) {
			post(() -> this.onDropped.accept(TransportDrop.PROTOCOL_ERROR));
		}
	}

	private void onClosed(Object channel) {
		if (channel instanceof ServerSocketChannel) {
			this.closedListeners.release();
		}
	}

	private void onAcceptFailed(String endpoint) {
		long now = System.nanoTime();
		if (now - this.nextWarningNanos >= 0) {
			this.nextWarningNanos = now + WARN_INTERVAL_NANOS;
			logger.warn("A connection to {} could not be accepted; has the process run out of file descriptors?",
					endpoint);
		}
	}

}
