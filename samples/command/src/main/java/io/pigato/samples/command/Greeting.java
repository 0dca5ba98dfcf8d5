package io.pigato.samples.command;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * The 64 bytes with which each end of a ZeroMQ connection begins (ZMTP 3.1, RFC 37):
 * signature, version, mechanism. Who is no ZeroMQ peer shows it here. The mechanism is
 * said last, since peers that have another one hang up when they hear it; but to a peer
 * that says nothing before it has heard everything, it is said.
 */
final class Greeting {

	private static final int BYTES = 64;

	private static final int BEFORE_MECHANISM = 12;

	private static final int FIRST = 0xff;

	private static final int REST_OF_SIGNATURE = 9;

	private static final int VERSION = 2;

	private static final int MECHANISM = 20;

	private static final int FILLER = 32;

	private static final int ZMTP_3 = 3;

	private static final int STRANGERS_BYTES = 48;

	private static final Duration GRACE = Duration.ofMillis(300);

	private static final Duration STRANGERS_PATIENCE = Duration.ofMillis(200);

	private Greeting() {
	}

	/**
	 * Greets, and reads what is there.
	 * @param wire just connected
	 * @param address of whom, to ask a silent one in another way
	 * @return what the peer speaks
	 * @throws DiagnosisException if it is not what PIGATO speaks
	 */
	static Finding<Boolean> exchange(Wire wire, Address address) throws DiagnosisException {
		try {
			return exchange(wire);
		}
		catch (SocketTimeoutException ex) {
			throw Stranger.silent(address);
		}
		catch (EOFException ex) {
			throw new DiagnosisException("the connection was accepted and then closed without a greeting",
					"A proxy or port forwarding with no broker behind it does that, and a broker that has too many connections");
		}
		catch (IOException ex) {
			throw new DiagnosisException("the connection broke: " + ex.getMessage(), "That is no ZeroMQ peer");
		}
	}

	private static Finding<Boolean> exchange(Wire wire) throws IOException, DiagnosisException {
		wire.write(Arrays.copyOf(own(), BEFORE_MECHANISM));
		boolean waits = !wire.awaitAnything(GRACE);
		if (waits) {
			wire.write(restOfOwn());
		}
		requireZeroMq(wire.read(1), wire);
		byte[] signature = wire.read(REST_OF_SIGNATURE);
		byte[] version = ((signature[REST_OF_SIGNATURE - 1] & 1) == 1) ? wire.read(VERSION) : new byte[VERSION];
		if (version[0] < ZMTP_3) {
			throw older("ZMTP " + ((version[0] == 0) ? "1" : "2"));
		}
		String mechanism = new String(wire.read(MECHANISM), StandardCharsets.US_ASCII).trim();
		requireNull(mechanism);
		wire.read(FILLER);
		if (!waits) {
			wire.write(restOfOwn());
		}
		return Finding.ok("ZeroMQ, ZMTP " + version[0] + "." + version[1] + ", mechanism " + mechanism);
	}

	private static byte[] own() {
		ByteBuffer greeting = ByteBuffer.allocate(BYTES);
		greeting.put((byte) FIRST).putLong(0).put((byte) 0x7f);
		greeting.put((byte) ZMTP_3).put((byte) 1).put("NULL".getBytes(StandardCharsets.US_ASCII));
		return greeting.array();
	}

	private static byte[] restOfOwn() {
		return Arrays.copyOfRange(own(), BEFORE_MECHANISM, BYTES);
	}

	private static void requireZeroMq(byte[] first, Wire wire) throws DiagnosisException {
		if ((first[0] & 0xff) == FIRST) {
			return;
		}
		byte[] more = wire.readSome(STRANGERS_BYTES, STRANGERS_PATIENCE);
		if (first[0] == 1 && more.length > 0 && more[0] == 0) {
			throw older("ZMTP 1");
		}
		byte[] all = ByteBuffer.allocate(1 + more.length).put(first).put(more).array();
		throw Stranger.named(all);
	}

	private static void requireNull(String mechanism) throws DiagnosisException {
		if (!mechanism.equals("NULL")) {
			throw new DiagnosisException("ZeroMQ, but with the security mechanism " + mechanism,
					"PIGATO has NULL only: configure the broker's socket without " + mechanism);
		}
	}

	private static DiagnosisException older(String version) {
		return new DiagnosisException("ZeroMQ, but " + version + ": libzmq 3 or older",
				"Java peers reach it by Transport.JEROMQ; better, update the broker's libzmq to 4");
	}

}
