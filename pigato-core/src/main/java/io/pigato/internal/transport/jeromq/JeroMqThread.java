package io.pigato.internal.transport.jeromq;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Ticker;

/**
 * A thread of JeroMQ's that makes way when it looks at its channels again and again and
 * finds nothing to do.
 * <p>
 * {@code zmq.Signaler.send} makes the channel of an I/O thread readable before it counts
 * the signal, and on a busy machine the thread that is woken takes the processor of the
 * one that wakes it. It then finds a readable channel and no command, thousands of times,
 * until its time slice is over: milliseconds, in which the sender cannot do what it waits
 * for. JeroMQ has no place to say otherwise, but a selector asks, before each look,
 * whether its thread is interrupted. After other looks it makes no way: the more events
 * come together, the more often JeroMQ forgets to watch a new connection.
 */
final class JeroMqThread extends Thread {

	/** What finds something to do takes longer, as a rule, until it looks again. */
	private static final long QUICK_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

	private static final int QUICK_LOOKS = 3;

	private final Ticker ticker;

	private final Runnable makeWay;

	private long lastLookNanos;

	private int quickLooks;

	/**
	 * A daemon that is not started.
	 * @param task what JeroMQ wants done
	 * @param name of the thread
	 * @param ticker where it reads the time
	 * @param makeWay lets others have the processor, as {@link Thread#yield()} does
	 */
	JeroMqThread(Runnable task, String name, Ticker ticker, Runnable makeWay) {
		super(task, name);
		this.ticker = ticker;
		this.makeWay = makeWay;
		this.lastLookNanos = ticker.nanos() - QUICK_NANOS;
		setDaemon(true);
	}

	@Override
	public boolean isInterrupted() {
		if (Thread.currentThread() == this && looksInVain()) {
			this.makeWay.run();
		}
		return super.isInterrupted();
	}

	private boolean looksInVain() {
		long now = this.ticker.nanos();
		this.quickLooks = (now - this.lastLookNanos < QUICK_NANOS) ? this.quickLooks + 1 : 0;
		this.lastLookNanos = now;
		return this.quickLooks >= QUICK_LOOKS;
	}

}
