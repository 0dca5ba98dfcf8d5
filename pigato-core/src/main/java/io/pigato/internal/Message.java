package io.pigato.internal;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A whole message: its frames in order, without the identity that a ROUTER puts in front.
 * Immutable and safe for use by any thread.
 */
public final class Message {

	/** What keeping one takes besides its frames: objects, arrays and its place there. */
	private static final int OVERHEAD = 64;

	/** What each frame takes besides its bytes. */
	private static final int FRAME_OVERHEAD = 48;

	private final Frame[] frames;

	private Message(Frame[] frames) {
		this.frames = frames;
	}

	/**
	 * A message of the given frames.
	 * @param frames at least one; the array is not copied and belongs to the message now
	 * @return the message
	 */
	public static Message of(Frame... frames) {
		return new Message(frames);
	}

	/**
	 * How many frames there are.
	 * @return 0 or more; engines never hand up a message without frames
	 */
	public int size() {
		return this.frames.length;
	}

	/**
	 * One frame.
	 * @param index from 0 to size − 1
	 * @return the frame
	 */
	public Frame frame(int index) {
		return this.frames[index];
	}

	/**
	 * One frame, or the empty one where the message is shorter.
	 * @param index 0 or more
	 * @return the frame
	 */
	public Frame frameOrEmpty(int index) {
		return (index < this.frames.length) ? this.frames[index] : Frame.EMPTY;
	}

	/**
	 * The sum of the lengths of all frames.
	 * @return bytes
	 */
	public long byteCount() {
		long sum = 0;
		for (Frame frame : this.frames) {
			sum += frame.length();
		}
		return sum;
	}

	/**
	 * What keeping it takes in memory, about: of small messages several times their
	 * bytes.
	 * @return bytes
	 */
	public long memoryBytes() {
		return byteCount() + overhead(this.frames.length);
	}

	/**
	 * What keeping a message takes in memory besides its bytes, about.
	 * @param frames how many it has
	 * @return bytes
	 */
	public static long overhead(int frames) {
		return OVERHEAD + (long) FRAME_OVERHEAD * frames;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Message that && Arrays.equals(this.frames, that.frames);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.frames);
	}

	/**
	 * The frames for a log, each escaped and cut as {@link Frame#toString()} does.
	 * @return a text without line breaks or control characters
	 */
	@Override
	public String toString() {
		return Arrays.stream(this.frames)
			.limit(16)
			.map(Frame::toString)
			.collect(Collectors.joining(" | ", "[", (this.frames.length > 16) ? " | …]" : "]"));
	}

}
