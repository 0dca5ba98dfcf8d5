package io.pigato.internal.transport.inprocess;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.internal.Message;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.LoopSource;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a connection: opened, then messages, then the end, in this order. One
 * thread writes; the reader is told on its loop, by one command for all that comes in a
 * burst.
 */
final class InProcessPipe extends LoopSource {

	private static final int BATCH = 256;

	private final EventLoop readerLoop;

	private final int capacity;

	private final long maxBytes;

	private final Queue<Message> messages = new ConcurrentLinkedQueue<>();

	private final AtomicInteger count = new AtomicInteger();

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicReference<@Nullable String> end = new AtomicReference<>();

	/**
	 * Whether the reader's loop is going to look; so at first, until there is a reader.
	 */
	private final AtomicBoolean scheduled = new AtomicBoolean(true);

	private final Runnable look = this::look;

	private volatile boolean opened;

	private volatile boolean abandoned;

	private Reader reader = Reader.NONE;

	private boolean toldOpened;

	/**
	 * An empty pipe without a reader.
	 * @param readerLoop where the reader lives
	 * @param capacity how many messages may wait
	 * @param maxBytes from how many bytes of memory on no message is taken
	 */
	InProcessPipe(EventLoop readerLoop, int capacity, long maxBytes) {
		this.readerLoop = readerLoop;
		this.capacity = capacity;
		this.maxBytes = maxBytes;
	}

	/**
	 * Writer: hands over a message.
	 * @param message the message
	 * @return {@link SendResult#GONE} when ended, abandoned, or the reader's loop is
	 * closed
	 */
	SendResult offer(Message message) {
		if (isOver() || !this.readerLoop.isOpen()) {
			return SendResult.GONE;
		}
		if (this.count.get() >= this.capacity || this.bytes.get() >= this.maxBytes) {
			return SendResult.FULL;
		}
		this.count.incrementAndGet();
		this.bytes.addAndGet(message.memoryBytes());
		this.messages.add(message);
		if (this.abandoned) {
			this.messages.clear();
			return SendResult.GONE;
		}
		return signal() ? SendResult.ACCEPTED : SendResult.GONE;
	}

	/** Writer: drops what waits. */
	void clear() {
		this.messages.clear();
	}

	/** Writer: lets the reader know that there is a connection. */
	void open() {
		this.opened = true;
		signal();
	}

	/**
	 * Ends the pipe after what was accepted. Once only, the first reason counts. For any
	 * thread, since a writer whose loop has died cannot do it itself.
	 * @param reason for people
	 */
	void end(String reason) {
		if (this.end.compareAndSet(null, reason)) {
			signal();
		}
	}

	/**
	 * Drops what waits and takes nothing more; the reader is not told anything any more.
	 * For any thread.
	 */
	void abandon() {
		this.abandoned = true;
		this.messages.clear();
	}

	/**
	 * Reader: begins to read.
	 * @param reader who is told
	 */
	void read(Reader reader) {
		this.reader = reader;
		look();
	}

	/** How many messages wait; a hint while the pipe is in use. */
	int waiting() {
		return this.messages.size();
	}

	@Override
	protected boolean poll() {
		tellOpened();
		int taken = 0;
		while (taken < BATCH && takeOne()) {
			taken++;
		}
		tellEnd();
		this.scheduled.set(false);
		return hasNews() && this.scheduled.compareAndSet(false, true);
	}

	private boolean isOver() {
		return this.abandoned || this.end.get() != null;
	}

	private boolean hasNews() {
		return !this.abandoned
				&& (!this.messages.isEmpty() || this.opened != this.toldOpened || this.end.get() != null);
	}

	private boolean signal() {
		if (!this.scheduled.compareAndSet(false, true)) {
			return true;
		}
		try {
			if (this.readerLoop.inLoop()) {
				look();
			}
			else {
				this.readerLoop.execute(this.look);
			}
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void look() {
		this.readerLoop.ready(this);
	}

	private void tellOpened() {
		if (this.opened && !this.toldOpened && !this.abandoned) {
			this.toldOpened = true;
			this.reader.onOpened();
		}
	}

	private boolean takeOne() {
		Message message = (this.abandoned) ? null : this.messages.poll();
		if (message == null) {
			return false;
		}
		this.count.decrementAndGet();
		this.bytes.addAndGet(-message.memoryBytes());
		this.reader.onMessage(message);
		return true;
	}

	private void tellEnd() {
		// Read before the messages are: nothing is added behind the end.
		String reason = this.end.get();
		if (reason != null && this.messages.isEmpty() && !this.abandoned) {
			abandon();
			this.reader.onEnd(reason);
		}
	}

	/** Is told on its loop what comes through; must not throw. */
	interface Reader {

		/** Nobody; a pipe has it before its reader, and is not polled then. */
		Reader NONE = new Reader() {

			@Override
			public void onMessage(Message message) {
			}

			@Override
			public void onEnd(String reason) {
			}

		};

		default void onOpened() {
		}

		void onMessage(Message message);

		void onEnd(String reason);

	}

}
