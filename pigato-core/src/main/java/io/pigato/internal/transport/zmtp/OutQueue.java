package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.Peak;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportLimits;

/**
 * What is to be sent over one connection: whole messages, and commands between them. It
 * keeps the messages as they are and encodes them (RFC 37, "Framing") when there is room
 * in the channel, so that the bytes of a message that is forwarded are copied once.
 */
final class OutQueue {

	private static final int SHORT_HEADER = 2;

	private static final int LONG_HEADER = 1 + Long.BYTES;

	private static final int MAX_SHORT = 0xff;

	/** A {@link Message} or the {@code byte[]} of something encoded. */
	private ArrayDeque<Object> entries = new ArrayDeque<>(4);

	private final Peak peak = new Peak();

	private final TransportLimits limits;

	private final SharedBudget budget;

	private long bytes;

	/** What the entries take besides. */
	private long overhead;

	/** How much of the first entry has left. */
	private long sentOfFirst;

	OutQueue(TransportLimits limits, SharedBudget budget) {
		this.limits = limits;
		this.budget = budget;
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	/** How many bytes have not left. */
	long bytes() {
		return this.bytes;
	}

	/**
	 * Whether nothing more should be added. Before that a single message may be larger
	 * than the limit. What counts is the memory that is taken: of small messages several
	 * times their bytes.
	 * @return {@code true} if a limit is reached
	 */
	boolean isFull() {
		return this.entries.size() >= this.limits.maxQueuedMessages() || held() >= this.limits.maxQueuedBytes()
				|| this.budget.isTooMuch(held());
	}

	/**
	 * Whether less than half of the limits is taken.
	 * @return {@code true} if the peer keeps up
	 */
	boolean hasRoom() {
		return this.entries.size() <= this.limits.maxQueuedMessages() / 2 && held() <= this.limits.maxQueuedBytes() / 2
				&& !this.budget.isTooMuch(held());
	}

	void add(Message message) {
		this.entries.add(message);
		this.peak.reached(this.entries.size());
		hold(this.bytes + size(message), this.overhead + overhead(message));
	}

	/**
	 * Adds bytes that are encoded already.
	 * @param encoded the greeting or a command
	 */
	void add(byte[] encoded) {
		this.entries.add(encoded);
		this.peak.reached(this.entries.size());
		hold(this.bytes + encoded.length, this.overhead + overhead(encoded));
	}

	void clear() {
		this.entries.clear();
		shrink();
		hold(0, 0);
		this.sentOfFirst = 0;
	}

	/**
	 * Writes the next bytes to a buffer, as many as fit; they stay in the queue until
	 * they are {@link #sent}.
	 * @param target with room for at least one header
	 */
	void fill(ByteBuffer target) {
		long skip = this.sentOfFirst;
		for (Object entry : this.entries) {
			if (entry instanceof Message message) {
				encode(message, skip, target);
			}
			else {
				byte[] encoded = (byte[]) entry;
				target.put(encoded, (int) skip, Math.min(encoded.length - (int) skip, target.remaining()));
			}
			if (!target.hasRemaining()) {
				return;
			}
			skip = 0;
		}
	}

	/**
	 * Takes off what has left.
	 * @param count how many bytes
	 */
	void sent(int count) {
		if (count == this.bytes) {
			clear();
			return;
		}
		long left = this.overhead;
		this.sentOfFirst += count;
		Object first = this.entries.getFirst();
		while (this.sentOfFirst >= size(first)) {
			this.sentOfFirst -= size(first);
			left -= overhead(first);
			this.entries.removeFirst();
			first = this.entries.getFirst();
		}
		shrink();
		hold(this.bytes - count, left);
	}

	private void shrink() {
		if (this.peak.isOver(this.entries.size())) {
			this.entries = new ArrayDeque<>(this.entries);
		}
	}

	private long held() {
		return this.bytes + this.overhead;
	}

	private void hold(long newBytes, long newOverhead) {
		this.budget.change(held(), newBytes + newOverhead);
		this.bytes = newBytes;
		this.overhead = newOverhead;
	}

	private static void encode(Message message, long from, ByteBuffer target) {
		long skip = from;
		int last = message.size() - 1;
		for (int i = 0; i <= last && target.hasRemaining(); i++) {
			Frame frame = message.frame(i);
			int size = size(frame);
			if (skip >= size) {
				skip -= size;
			}
			else if (skip == 0 && target.remaining() >= size) {
				putHeader(frame.length(), i < last, target);
				frame.writeTo(target);
			}
			else {
				putPart(frame, i < last, (int) skip, target);
				skip = 0;
			}
		}
	}

	private static void putPart(Frame frame, boolean more, int skip, ByteBuffer target) {
		ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
		putHeader(frame.length(), more, header);
		header.flip();
		int from = Math.max(0, skip - header.limit());
		header.position(Math.min(skip, header.limit()));
		while (header.hasRemaining() && target.hasRemaining()) {
			target.put(header.get());
		}
		frame.writeTo(from, Math.min(frame.length() - from, target.remaining()), target);
	}

	private static void putHeader(int length, boolean more, ByteBuffer target) {
		int flags = (more) ? FrameParser.MORE : 0;
		if (length > MAX_SHORT) {
			target.put((byte) (flags | FrameParser.LONG)).putLong(length);
		}
		else {
			target.put((byte) flags).put((byte) length);
		}
	}

	private static long overhead(Object entry) {
		return Message.overhead((entry instanceof Message message) ? message.size() : 1);
	}

	private static long size(Object entry) {
		if (entry instanceof byte[] encoded) {
			return encoded.length;
		}
		Message message = (Message) entry;
		long sum = 0;
		for (int i = 0; i < message.size(); i++) {
			sum += size(message.frame(i));
		}
		return sum;
	}

	private static int size(Frame frame) {
		return frame.length() + ((frame.length() > MAX_SHORT) ? LONG_HEADER : SHORT_HEADER);
	}

}
