package io.pigato.worker;

import java.util.ArrayDeque;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent on one connection, in order: passed on at once, or kept while the
 * connection is full. Whoever writes is held back by what {@link WorkerOutbox#released}
 * has not freed yet, so that it stays bounded.
 */
final class OutgoingQueue {

	private static final long FULL_RETRY_NANOS = 2_000_000;

	private final Deadlines deadlines;

	private final WorkerOutbox outbox;

	private final Runnable emptied;

	private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();

	private final Deadline retry = new Retry();

	/**
	 * An empty queue.
	 * @param emptied called when what had to wait has gone
	 */
	OutgoingQueue(Deadlines deadlines, WorkerOutbox outbox, Runnable emptied) {
		this.deadlines = deadlines;
		this.outbox = outbox;
		this.emptied = emptied;
	}

	/**
	 * Sends or keeps a message.
	 * @param bytes what is to be released when it has gone
	 */
	void send(WireMessage message, long bytes, long nowNanos) {
		if (!this.waiting.isEmpty() || !sendNow(message, bytes)) {
			this.waiting.add(new Outgoing(message, bytes));
			retryLater(nowNanos);
		}
	}

	/** Forgets what is waiting: its connection has ended. */
	void clear() {
		this.retry.cancel();
		for (Outgoing next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			this.outbox.released(next.bytes());
		}
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	private boolean sendNow(WireMessage message, long bytes) {
		boolean gone = this.outbox.send(message) != SendResult.FULL;
		if (gone) {
			this.outbox.released(bytes);
		}
		return gone;
	}

	private void sendWaiting(long nowNanos) {
		@Nullable Outgoing next = this.waiting.peek();
		while (next != null && sendNow(next.message(), next.bytes())) {
			this.waiting.remove();
			next = this.waiting.peek();
		}
		if (next != null) {
			retryLater(nowNanos);
		}
		else {
			this.emptied.run();
		}
	}

	private void retryLater(long nowNanos) {
		if (!this.retry.isScheduled()) {
			this.deadlines.schedule(this.retry, nowNanos + FULL_RETRY_NANOS);
		}
	}

	private record Outgoing(WireMessage message, long bytes) {

	}

	private final class Retry extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			sendWaiting(nowNanos);
		}

	}

}
