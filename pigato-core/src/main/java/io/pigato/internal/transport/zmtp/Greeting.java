package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The 64 bytes with which each end of a connection begins (RFC 37, "Greeting"): ours, and
 * the reading of the other's, byte by byte. libzmq and JeroMQ send theirs in three parts
 * and wait in between for what we are, so each byte is judged when it comes; a peer of
 * ZMTP 1 or 2, which would wait for ever, is found out at once. Padding, filler and
 * as-server are not looked at: libzmq writes other things there.
 */
final class Greeting {

	/**
	 * The minor version that we announce. RFC 37 makes commands of heartbeats and
	 * subscriptions, which we understand in either form, so that a peer of libzmq 4.3
	 * need not guess; JeroMQ and older ones look at the major version only.
	 */
	static final int OWN_MINOR = 1;

	static final int BYTES = 64;

	private static final int MAJOR = 3;

	/** What libzmq and JeroMQ send before they have read anything. */
	static final int SIGNATURE_BYTES = 10;

	private static final int SIGNATURE_END = 9;

	private static final int MAJOR_AT = 10;

	private static final int MINOR_AT = 11;

	private static final int MECHANISM_AT = 12;

	private static final byte[] MECHANISM = mechanism();

	private int position;

	private int minor;

	/**
	 * What we send.
	 * @return a new array of 64 bytes
	 */
	static byte[] own() {
		ByteBuffer greeting = ByteBuffer.allocate(BYTES);
		greeting.put((byte) 0xff).putLong(0).put((byte) 0x7f);
		greeting.put((byte) MAJOR).put((byte) OWN_MINOR).put(MECHANISM);
		return greeting.array();
	}

	/**
	 * Takes what has come of the other's greeting, and nothing beyond it.
	 * @param in what has come
	 * @return whether the greeting is complete
	 * @throws ProtocolException as soon as a byte shows that we cannot talk
	 */
	boolean read(ByteBuffer in) throws ProtocolException {
		while (this.position < BYTES && in.hasRemaining()) {
			check(this.position, in.get() & 0xff);
			this.position++;
		}
		return this.position == BYTES;
	}

	/**
	 * The peer's minor version, once it has come.
	 * @return 0 for RFC 23, 1 for RFC 37; for a later major version that of RFC 37
	 */
	int minor() {
		return this.minor;
	}

	private void check(int at, int value) throws ProtocolException {
		if (at == 0) {
			require(value == 0xff, "it does not speak ZMTP 2 or later");
		}
		else if (at == SIGNATURE_END) {
			require((value & 1) == 1, "it speaks ZMTP 1");
		}
		else if (at == MAJOR_AT) {
			require(value >= MAJOR, "it speaks ZMTP 2 or older");
			this.minor = (value > MAJOR) ? OWN_MINOR : 0;
		}
		else if (at == MINOR_AT) {
			this.minor = Math.max(this.minor, value);
		}
		else if (at >= MECHANISM_AT && at < MECHANISM_AT + MECHANISM.length) {
			require(value == MECHANISM[at - MECHANISM_AT], "its security mechanism is not NULL");
		}
	}

	private static void require(boolean condition, String otherwise) throws ProtocolException {
		if (!condition) {
			throw new ProtocolException(otherwise);
		}
	}

	private static byte[] mechanism() {
		byte[] padded = new byte[20];
		byte[] name = "NULL".getBytes(StandardCharsets.US_ASCII);
		System.arraycopy(name, 0, padded, 0, name.length);
		return padded;
	}

}
