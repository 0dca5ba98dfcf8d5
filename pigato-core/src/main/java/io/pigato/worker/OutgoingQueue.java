package io.pigato.worker;

import java.util.ArrayDeque;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent on one connection, in order: passed on at once, or kept while the
 * connection is full. Whoever writes is held back by what {@link WorkerOutbox#released}
 * has not freed yet, so that it stays bounded.
 */
final class OutgoingQueue {

	private static final long FULL_RETRY_NANOS = 2_000_000;

	/** No honest broker lets so many rejects and the like wait. */
	private static final long MAX_SIGNAL_BYTES = 16L * 1024 * 1024;

	private static final int OVERHEAD = 128;

	private final Deadlines deadlines;

	private final WorkerOutbox outbox;

	private final Runnable emptied;

	private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();

	private final Deadline retry = new Retry();

	/** What those weigh that no handler is held back by. */
	private long signalBytes;

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
			Outgoing kept = new Outgoing(message, bytes);
			this.waiting.add(kept);
			this.signalBytes += kept.signalBytes();
			retryLater(nowNanos);
		}
	}

	/** Forgets what is waiting: its connection has ended. */
	void clear() {
		this.retry.cancel();
		for (Outgoing next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			this.outbox.released(next.bytes());
		}
		this.signalBytes = 0;
	}

	/** Whether a broker makes it say ever more and takes none of it. */
	boolean isOverfull() {
		return this.signalBytes > MAX_SIGNAL_BYTES;
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
			this.signalBytes -= next.signalBytes();
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

		long signalBytes() {
			return (this.bytes == 0) ? OVERHEAD + nameBytes() : 0;
		}

		private long nameBytes() {
			if (this.message instanceof WorkerReject reject) {
				return reject.client().length() + (long) reject.rid().length();
			}
			return (this.message instanceof WorkerReply reply) ? reply.client().length() + (long) reply.rid().length()
					: 0;
		}

	}

	private final class Retry extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			sendWaiting(nowNanos);
		}

	}

}
