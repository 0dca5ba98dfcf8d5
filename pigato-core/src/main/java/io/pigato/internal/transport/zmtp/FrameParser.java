package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.util.Arrays;

import io.pigato.internal.Frame;

/**
 * Bytes to frames (RFC 37, "Framing"): flags, a length of one byte or of eight, content.
 * Keeps what is between two frames or in the midst of one, so that the buffer is always
 * taken to its end. The content of a frame is copied once, into an array that grows with
 * what comes: a header alone makes nobody allocate what it announces.
 */
final class FrameParser {

	/** Flag: another frame of the message follows. */
	static final int MORE = 1;

	/** Flag: the length has eight bytes. */
	static final int LONG = 2;

	/** Flag: a command, not part of a message. */
	static final int COMMAND = 4;

	private static final int KNOWN_FLAGS = MORE | LONG | COMMAND;

	private static final int NO_FLAGS = -1;

	private static final int FIRST_ARRAY = 64 * 1024;

	private static final int GROWTH = 4;

	private static final byte[] NOTHING = new byte[0];

	/** Frames of one byte are frequent (tags and codes), and always the same. */
	private static final Frame[] SINGLE = singles();

	private final Sink sink;

	private int flags = NO_FLAGS;

	/** How many bytes of the length are to come, or 0 in the content. */
	private int lengthBytes;

	private long length;

	private boolean wanted;

	private byte[] content = NOTHING;

	private long filled;

	FrameParser(Sink sink) {
		this.sink = sink;
	}

	/** How many bytes the frame takes that has begun and not ended. */
	int held() {
		return this.content.length;
	}

	/** How many bytes of that frame have come, if it is kept. */
	long received() {
		return (this.content.length > 0) ? this.filled : 0;
	}

	/** Keeps nothing; nothing may come any more. */
	void clear() {
		this.content = NOTHING;
	}

	/**
	 * Takes all of a buffer, unless the sink does not want any more.
	 * @param in what has come
	 * @throws ProtocolException if it is no ZMTP, or the sink says that it is too much
	 */
	void parse(ByteBuffer in) throws ProtocolException {
		while (in.hasRemaining() && this.sink.takesFrames()) {
			if (this.flags == NO_FLAGS) {
				beginFrame(in);
			}
			else if (this.lengthBytes > 0) {
				readLength(in);
			}
			else {
				readContent(in);
			}
		}
	}

	private void beginFrame(ByteBuffer in) throws ProtocolException {
		int value = in.get() & 0xff;
		if ((value & ~KNOWN_FLAGS) != 0 || (value & (MORE | COMMAND)) == (MORE | COMMAND)) {
			throw new ProtocolException("it sent a frame with the flags " + value);
		}
		this.flags = value;
		this.length = 0;
		this.lengthBytes = ((value & LONG) != 0) ? Long.BYTES : 1;
		readLength(in);
	}

	private void readLength(ByteBuffer in) throws ProtocolException {
		while (this.lengthBytes > 0 && in.hasRemaining()) {
			this.length = this.length << Byte.SIZE | (in.get() & 0xff);
			this.lengthBytes--;
		}
		if (this.lengthBytes == 0) {
			beginContent(in);
		}
	}

	private void beginContent(ByteBuffer in) throws ProtocolException {
		if (this.length < 0) {
			throw new ProtocolException("it sent a frame with a length above 2^63");
		}
		this.wanted = this.sink.onHeader(this.flags, this.length);
		this.filled = 0;
		if (this.wanted && this.length == 1 && in.hasRemaining()) {
			finish(SINGLE[in.get() & 0xff]);
		}
		else if (this.wanted && this.length > 0 && this.length <= in.remaining()) {
			byte[] whole = new byte[(int) this.length];
			in.get(whole);
			finish(Frame.of(whole));
		}
		else if (this.wanted && this.length > 0) {
			this.content = new byte[(int) Math.min(this.length, FIRST_ARRAY)];
			readContent(in);
		}
		else if (this.length == 0) {
			finish(Frame.EMPTY);
		}
	}

	private void readContent(ByteBuffer in) throws ProtocolException {
		int count = (int) Math.min(in.remaining(), this.length - this.filled);
		if (!this.wanted) {
			in.position(in.position() + count);
			this.filled += count;
		}
		else {
			copy(in, count);
		}
		if (this.filled == this.length) {
			Frame frame = Frame.of(this.content);
			this.content = NOTHING;
			finish(frame);
		}
	}

	private void copy(ByteBuffer in, int count) {
		int needed = (int) this.filled + count;
		if (needed > this.content.length) {
			long grown = Math.max(needed, (long) this.content.length * GROWTH);
			this.content = Arrays.copyOf(this.content, (int) Math.min(grown, this.length));
		}
		in.get(this.content, (int) this.filled, count);
		this.filled = needed;
	}

	private void finish(Frame frame) throws ProtocolException {
		int finished = this.flags;
		this.flags = NO_FLAGS;
		if (this.wanted) {
			this.sink.onFrame(finished, frame);
		}
	}

	private static Frame[] singles() {
		Frame[] all = new Frame[1 << Byte.SIZE];
		for (int i = 0; i < all.length; i++) {
			all[i] = Frame.of(new byte[] { (byte) i });
		}
		return all;
	}

	/** Is told what comes. */
	interface Sink {

		/**
		 * Whether more is wanted now; asked before each frame and each further part of
		 * one.
		 * @return {@code false} once the connection is over
		 */
		boolean takesFrames();

		/**
		 * A frame begins.
		 * @param flags of the frame
		 * @param length of its content, 0 or more
		 * @return whether its content is wanted; else it is skipped, and that was all of
		 * this frame
		 * @throws ProtocolException if there must not be such a frame here; whoever wants
		 * a content limits its length to that of an array
		 */
		boolean onHeader(int flags, long length) throws ProtocolException;

		/**
		 * A frame that was wanted is complete.
		 * @param flags of the frame
		 * @param content of the frame
		 * @throws ProtocolException if it must not be
		 */
		void onFrame(int flags, Frame content) throws ProtocolException;

	}

}
