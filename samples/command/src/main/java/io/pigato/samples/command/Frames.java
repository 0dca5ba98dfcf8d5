package io.pigato.samples.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Frames of ZMTP 3 on a wire: commands and messages of several frames. */
final class Frames {

	private static final int MORE = 1;

	private static final int LONG = 2;

	private static final int COMMAND = 4;

	private static final int MOST_BYTES = 1 << 20;

	private static final int MOST_FRAMES = 16;

	private final Wire wire;

	Frames(Wire wire) {
		this.wire = wire;
	}

	void sendCommand(byte[] body) throws IOException {
		this.wire.write(frame(COMMAND, body));
	}

	void sendMessage(byte[]... frames) throws IOException {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		for (int i = 0; i < frames.length; i++) {
			message.writeBytes(frame((i < frames.length - 1) ? MORE : 0, frames[i]));
		}
		this.wire.write(message.toByteArray());
	}

	/**
	 * Reads the next command.
	 * @return its name, a length byte in front of it, and what follows
	 * @throws IOException if there is none in time
	 */
	byte[] readCommand() throws IOException {
		Frame frame = read();
		if ((frame.flags & COMMAND) == 0) {
			throw new IOException("a message came before the handshake was over");
		}
		return frame.body;
	}

	/** Reads the next message, and passes over commands. */
	List<byte[]> readMessage() throws IOException {
		List<byte[]> message = new ArrayList<>();
		while (message.size() < MOST_FRAMES) {
			Frame frame = read();
			if ((frame.flags & COMMAND) != 0) {
				continue;
			}
			message.add(frame.body);
			if ((frame.flags & MORE) == 0) {
				return message;
			}
		}
		throw new IOException("a message of more than " + MOST_FRAMES + " frames");
	}

	private Frame read() throws IOException {
		int flags = this.wire.read(1)[0] & 0xff;
		long length = ((flags & LONG) != 0) ? ByteBuffer.wrap(this.wire.read(Long.BYTES)).getLong()
				: this.wire.read(1)[0] & 0xff;
		if (flags > (MORE | LONG | COMMAND) || length < 0 || length > MOST_BYTES) {
			throw new IOException("a frame that makes no sense");
		}
		return new Frame(flags, this.wire.read((int) length));
	}

	/** All that is sent here is shorter than 256 bytes. */
	private static byte[] frame(int flags, byte[] body) {
		return ByteBuffer.allocate(2 + body.length).put((byte) flags).put((byte) body.length).put(body).array();
	}

	private static final class Frame {

		private final int flags;

		private final byte[] body;

		private Frame(int flags, byte[] body) {
			this.flags = flags;
			this.body = body;
		}

	}

}
