package io.pigato.client;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;
import org.jspecify.annotations.Nullable;

/**
 * Replies between the loop and a consumer, bounded in bytes. When the bound is passed, it
 * ends with an error after what had arrived, and has the request cancelled.
 */
final class ReplyBuffer implements ReplySink {

	private static final int OVERHEAD = 64;

	private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final Queue<Item> items = new ConcurrentLinkedQueue<>();

	/** The consumer, while it waits. */
	private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

	private final AtomicLong bytes = new AtomicLong();

	private final long maxBytes;

	private final Runnable cancel;

	private final Runnable arrived;

	/** Written and read on the loop alone. */
	private boolean over;

	/**
	 * An empty buffer.
	 * @param maxBytes what may wait
	 * @param cancel has the request cancelled
	 * @param arrived called on the loop after each addition
	 */
	ReplyBuffer(long maxBytes, Runnable cancel, Runnable arrived) {
		this.maxBytes = maxBytes;
		this.cancel = cancel;
		this.arrived = arrived;
	}

	@Override
	public void onPartial(Frame data) {
		if (this.over) {
			return;
		}
		if (this.bytes.addAndGet(OVERHEAD + data.length()) > this.maxBytes) {
			this.cancel.run();
			onError(new PigatoOverflowException("The consumer is too slow: more than " + this.maxBytes
					+ " bytes of replies were waiting for it; the request was cancelled"));
		}
		else {
			add(new Partial(data));
		}
	}

	@Override
	public void onReply(ReplyBody body) {
		endWith(new Final(body));
	}

	@Override
	public void onError(PigatoException error) {
		endWith(new Failure(error));
	}

	/** The next item, without waiting. */
	@Nullable Item poll() {
		return taken(this.items.poll());
	}

	/**
	 * The next item, for the one consumer that waits, or {@code null} after at most a
	 * second without one.
	 */
	@Nullable Item await() throws InterruptedException {
		if (this.items.isEmpty()) {
			this.waiting.set(Thread.currentThread());
			// An item that has come before this is seen, one that comes after it wakes
			if (this.items.isEmpty()) {
				LockSupport.parkNanos(this, LONGEST_WAIT_NANOS);
			}
			this.waiting.set(null);
		}
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
		return poll();
	}

	/** Whether the next item is the last. */
	boolean endsNext() {
		Item next = this.items.peek();
		return next != null && !(next instanceof Partial);
	}

	private void endWith(Item last) {
		if (!this.over) {
			this.over = true;
			add(last);
		}
	}

	private void add(Item item) {
		this.items.add(item);
		if (this.waiting.get() != null) {
			LockSupport.unpark(this.waiting.getAndSet(null));
		}
		this.arrived.run();
	}

	private @Nullable Item taken(@Nullable Item item) {
		if (item instanceof Partial partial) {
			this.bytes.addAndGet(-(OVERHEAD + partial.data().length()));
		}
		return item;
	}

	/** What a buffer holds; nothing follows a {@link Final} or a {@link Failure}. */
	sealed interface Item {

	}

	/** A partial reply. */
	record Partial(Frame data) implements Item {

	}

	/** The final reply. */
	record Final(ReplyBody body) implements Item {

	}

	/** The end without one. */
	record Failure(PigatoException error) implements Item {

	}

}
