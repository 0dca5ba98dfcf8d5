package io.pigato.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.pigato.internal.transport.RawPeer;

/** What goes over the wire, put together by hand. */
final class Bytes {

	private static final int MAX_SHORT = 255;

	private Bytes() {
	}

	static byte[] of(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

	static byte[] text(String latin) {
		return latin.getBytes(StandardCharsets.ISO_8859_1);
	}

	static byte[][] texts(String... latin) {
		return Arrays.stream(latin).map(Bytes::text).toArray(byte[][]::new);
	}

	static byte[] random(RandomGenerator random, int length) {
		byte[] bytes = new byte[length];
		random.nextBytes(bytes);
		return bytes;
	}

	static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	static byte[] repeat(byte[] part, int times) {
		byte[][] parts = new byte[times][];
		Arrays.fill(parts, part);
		return join(parts);
	}

	/** A frame as a library would write it. */
	static byte[] frame(int flags, byte[] content) {
		return (content.length > MAX_SHORT) ? join(RawPeer.header(flags, content.length), content)
				: join(of(flags, content.length), content);
	}

	static byte[] message(byte[]... frames) {
		byte[][] parts = new byte[frames.length][];
		for (int i = 0; i < frames.length; i++) {
			parts[i] = frame((i < frames.length - 1) ? RawPeer.MORE : 0, frames[i]);
		}
		return join(parts);
	}

	static byte[] message(String... frames) {
		return message(texts(frames));
	}

	/** A command with its name, which may be a lie. */
	static byte[] command(String name, byte[] data) {
		return frame(RawPeer.COMMAND, join(of(name.length()), text(name), data));
	}

	static byte[] ready(String socketType, byte[] identity) {
		return frame(RawPeer.COMMAND, RawPeer.ready(socketType, identity));
	}

}
