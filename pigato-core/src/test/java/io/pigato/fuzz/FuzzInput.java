package io.pigato.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/** Takes decisions from bytes that somebody else has chosen; zero when none are left. */
public final class FuzzInput {

	private static final int MOST_FRAMES = 24;

	private final byte[] bytes;

	private int next;

	/**
	 * Decisions.
	 * @param bytes from which they are taken
	 */
	public FuzzInput(byte[] bytes) {
		this.bytes = bytes;
	}

	public boolean isOver() {
		return this.next >= this.bytes.length;
	}

	/**
	 * A choice.
	 * @param count of how many
	 * @return 0 to {@code count} − 1
	 */
	public int choose(int count) {
		return isOver() ? 0 : (this.bytes[this.next++] & 0xff) % count;
	}

	/**
	 * A choice.
	 * @param from of what
	 * @return one of them
	 */
	public <T> T choose(List<T> from) {
		return from.get(choose(from.size()));
	}

	/**
	 * Bytes as they are.
	 * @param count how many, if there are so many left
	 * @return the bytes
	 */
	public byte[] take(int count) {
		int end = Math.min(this.bytes.length, this.next + count);
		byte[] taken = Arrays.copyOfRange(this.bytes, Math.min(this.next, end), end);
		this.next = end;
		return taken;
	}

	/**
	 * All that is left, in frames of which each has its length before it.
	 * @return 1 to 24 frames
	 */
	public Message message() {
		List<Frame> frames = new ArrayList<>();
		do {
			frames.add(Frame.of(take(choose(256))));
		}
		while (!isOver() && frames.size() < MOST_FRAMES);
		return Message.of(frames.toArray(Frame[]::new));
	}

}
