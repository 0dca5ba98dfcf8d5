package io.pigato.internal.transport.zmtp;

import java.util.Arrays;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/**
 * Frames to messages, within the limits. What goes beyond them is not kept: a message
 * that becomes too large is skipped to its end, so that it costs no memory however long
 * it is; a single frame above the limit is an offence of which the connection dies.
 */
final class MessageAssembler {

	private static final Frame[] NONE = {};

	/** Enough for most messages. */
	private static final int FIRST_ARRAY = 8;

	private final TransportLimits limits;

	private Frame[] frames = NONE;

	private int count;

	private long bytes;

	private boolean skipping;

	MessageAssembler(TransportLimits limits) {
		this.limits = limits;
	}

	/** How many bytes the frames take whose message has not ended. */
	long held() {
		long sum = 0;
		for (int i = 0; i < this.count; i++) {
			sum += this.frames[i].length();
		}
		return sum;
	}

	/**
	 * A frame of a message begins.
	 * @param length of the frame
	 * @return whether it is to be kept
	 * @throws ProtocolException if no message may have such a frame
	 */
	boolean accept(long length) throws ProtocolException {
		if (length > this.limits.maxMessageBytes()) {
			throw new ProtocolException(TransportDrop.FRAME_TOO_LARGE, "it sent a frame of " + length + " bytes, where "
					+ this.limits.maxMessageBytes() + " are the limit");
		}
		this.bytes += length;
		if (this.bytes > this.limits.maxMessageBytes() || this.count == this.limits.maxFrames()) {
			this.skipping = true;
			forget();
		}
		return !this.skipping;
	}

	/**
	 * A frame that was to be kept has come.
	 * @param frame the frame
	 * @param more whether another one of its message follows
	 * @return the message, if this was its last frame
	 */
	@Nullable Message add(Frame frame, boolean more) {
		if (this.count == this.frames.length) {
			this.frames = Arrays.copyOf(this.frames, Math.max(FIRST_ARRAY, 2 * this.count));
		}
		this.frames[this.count] = frame;
		this.count++;
		if (more) {
			return null;
		}
		Message message = Message.of(Arrays.copyOf(this.frames, this.count));
		clear();
		return message;
	}

	/** The last frame of a message that is not kept has begun. */
	void skipped() {
		clear();
	}

	/** Keeps nothing; a new message begins. */
	void clear() {
		forget();
		this.bytes = 0;
		this.skipping = false;
	}

	private void forget() {
		Arrays.fill(this.frames, 0, this.count, null);
		this.count = 0;
	}

}
