package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.pigato.internal.Frame;

/**
 * A command that has come (RFC 37, "Commands"): one byte with the length of the name, the
 * name, data.
 *
 * @param name for example READY
 * @param data what follows the name
 */
record Command(String name, ByteBuffer data) {

	static final String READY = "READY";

	static final String ERROR = "ERROR";

	static final String PING = "PING";

	static final String PONG = "PONG";

	static final String SUBSCRIBE = "SUBSCRIBE";

	static final String CANCEL = "CANCEL";

	/** The longest context of a PING (RFC 37, "Heartbeating"). */
	private static final int MAX_CONTEXT = 16;

	/**
	 * The longest command that none of our commands needs to be (RFC 37 has no bound).
	 */
	static final int MAX_BYTES = 1024;

	private static final int NANOS_PER_TENTH = 100_000_000;

	/**
	 * Reads a command.
	 * @param body the content of its frame
	 * @return the command, its data not yet looked at
	 * @throws ProtocolException if it has no name, or not all of it
	 */
	static Command parse(Frame body) throws ProtocolException {
		ByteBuffer data = ByteBuffer.wrap(body.array()).asReadOnlyBuffer();
		int length = data.hasRemaining() ? data.get() & 0xff : 0;
		if (length == 0 || length > data.remaining()) {
			throw new ProtocolException("it sent a command without a name");
		}
		return new Command(StandardCharsets.US_ASCII.decode(data.slice().limit(length)).toString(),
				data.position(data.position() + length).slice());
	}

	boolean is(String expected) {
		return this.name.equals(expected);
	}

	/**
	 * The reason of an ERROR.
	 * @return one line for people, as much of it as is there
	 */
	String errorReason() {
		ByteBuffer reason = this.data.duplicate();
		int length = reason.hasRemaining() ? reason.get() & 0xff : 0;
		byte[] text = new byte[Math.min(length, reason.remaining())];
		reason.get(text);
		return Frame.of(text).toString();
	}

	/**
	 * How long the sender of a PING will be heard from at least.
	 * @return nanoseconds, or 0 if it says nothing of that
	 * @throws ProtocolException if it is no PING
	 */
	long pingTtlNanos() throws ProtocolException {
		if (this.data.remaining() < Short.BYTES || this.data.remaining() > Short.BYTES + MAX_CONTEXT) {
			throw new ProtocolException("it sent a PING of a wrong length");
		}
		return (long) (this.data.getShort(0) & 0xffff) * NANOS_PER_TENTH;
	}

	/**
	 * The answer to a PING.
	 * @return the frame of a PONG with the same context
	 */
	byte[] pong() {
		return encode(PONG, this.data.duplicate().position(Short.BYTES));
	}

	/**
	 * The data of a SUBSCRIBE or CANCEL.
	 * @return the topic
	 */
	Frame topic() {
		byte[] topic = new byte[this.data.remaining()];
		this.data.duplicate().get(topic);
		return Frame.of(topic);
	}

	/**
	 * The ERROR that ends a handshake.
	 * @param reason ASCII, at most 255 bytes
	 * @return its frame
	 */
	static byte[] error(String reason) {
		byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
		return encode(ERROR, ByteBuffer.allocate(1 + text.length).put((byte) text.length).put(text).flip());
	}

	/**
	 * A SUBSCRIBE or CANCEL.
	 * @param name which
	 * @param topic to or from what
	 * @return its frame
	 */
	static byte[] subscription(String name, Frame topic) {
		return encode(name, ByteBuffer.wrap(topic.array()));
	}

	/**
	 * A whole frame.
	 * @param name of the command
	 * @param data of the command
	 * @return the frame with its header
	 */
	static byte[] encode(String name, ByteBuffer data) {
		byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
		int length = 1 + ascii.length + data.remaining();
		ByteBuffer frame = ByteBuffer.allocate(length + ((length > 0xff) ? 1 + Long.BYTES : 2));
		if (length > 0xff) {
			frame.put((byte) (FrameParser.COMMAND | FrameParser.LONG)).putLong(length);
		}
		else {
			frame.put((byte) FrameParser.COMMAND).put((byte) length);
		}
		return frame.put((byte) ascii.length).put(ascii).put(data).array();
	}

}
