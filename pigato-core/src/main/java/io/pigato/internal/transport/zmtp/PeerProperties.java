package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What a READY says (RFC 37, "The NULL Security Mechanism" and "Metadata"). We write the
 * two properties with the capitals of the RFC, since libzmq compares them so, and read
 * them in any; we know no others and pass over them.
 *
 * @param socketType of the peer
 * @param identity which it announces, or the empty frame
 */
record PeerProperties(String socketType, Frame identity) {

	private static final String SOCKET_TYPE = "Socket-Type";

	private static final String IDENTITY = "Identity";

	private static final int MAX_IDENTITY = 255;

	/** Each property has a length of one byte and one of four. */
	private static final int LENGTHS = 1 + Integer.BYTES;

	/**
	 * Reads the data of a READY.
	 * @param data of the command
	 * @return what it says
	 * @throws ProtocolException if it is malformed or names no socket type
	 */
	static PeerProperties parse(ByteBuffer data) throws ProtocolException {
		@Nullable String socketType = null;
		Frame identity = Frame.EMPTY;
		while (data.hasRemaining()) {
			String name = text(take(data, data.get() & 0xff));
			byte[] value = take(data, (data.remaining() < Integer.BYTES) ? -1 : data.getInt());
			if (name.equalsIgnoreCase(SOCKET_TYPE)) {
				socketType = text(value);
			}
			else if (name.equalsIgnoreCase(IDENTITY)) {
				identity = Frame.of(value);
			}
		}
		if (socketType == null) {
			throw new ProtocolException("its READY names no socket type");
		}
		return new PeerProperties(socketType, identity);
	}

	/**
	 * Our READY.
	 * @return its frame
	 */
	byte[] ready() {
		byte[] type = this.socketType.getBytes(StandardCharsets.US_ASCII);
		ByteBuffer data = ByteBuffer
			.allocate(2 * LENGTHS + SOCKET_TYPE.length() + type.length + IDENTITY.length() + this.identity.length());
		put(data, SOCKET_TYPE, Frame.of(type));
		put(data, IDENTITY, this.identity);
		return Command.encode(Command.READY, data.flip());
	}

	/**
	 * Whether the identity is one that a peer may announce: none, or up to 255 bytes that
	 * do not begin with 0, which is for those that a ROUTER gives.
	 * @return {@code false} if it is not
	 */
	boolean hasProperIdentity() {
		return this.identity.isEmpty() || (this.identity.length() <= MAX_IDENTITY && this.identity.at(0) != 0);
	}

	private static void put(ByteBuffer data, String name, Frame value) {
		data.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII)).putInt(value.length());
		value.writeTo(data);
	}

	private static byte[] take(ByteBuffer source, int length) throws ProtocolException {
		if (length < 0 || length > source.remaining()) {
			throw new ProtocolException("its READY is malformed");
		}
		byte[] bytes = new byte[length];
		source.get(bytes);
		return bytes;
	}

	private static String text(byte[] ascii) {
		return new String(ascii, StandardCharsets.US_ASCII);
	}

}
