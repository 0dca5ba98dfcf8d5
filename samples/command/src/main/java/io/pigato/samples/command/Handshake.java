package io.pigato.samples.command;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * The READY commands behind the greeting, in which either end says what socket it is
 * ({@code Socket-Type}). libzmq and JeroMQ say it at once, the engine of this project
 * after the one who connects; so this waits a little before it says its own.
 */
final class Handshake {

	private static final Duration GRACE = Duration.ofMillis(50);

	private static final String READY = "READY";

	private static final String SOCKET_TYPE = "Socket-Type";

	private static final Map<String, String> USES = Map.of("PUB", "it may be a broker's directory channel", "XPUB",
			"it may be a broker's directory channel", "DEALER", "a client or worker that binds", "REP",
			"a plain ZeroMQ server", "PULL", "a plain ZeroMQ sink");

	private final Wire wire;

	private final Frames frames;

	Handshake(Wire wire) {
		this.wire = wire;
		this.frames = new Frames(wire);
	}

	/**
	 * Tells that this is a DEALER, and learns what the peer is.
	 * @return that it is a ROUTER
	 * @throws DiagnosisException if it is anything else
	 */
	Finding<Boolean> exchange() throws DiagnosisException {
		try {
			boolean said = this.wire.awaitAnything(GRACE);
			if (!said) {
				this.frames.sendCommand(ready());
			}
			ByteBuffer command = ByteBuffer.wrap(this.frames.readCommand());
			if (said) {
				this.frames.sendCommand(ready());
			}
			String name = text(command, command.get() & 0xff);
			require(name, name.equals(READY) ? socketType(command) : text(command, command.get() & 0xff));
			return Finding.ok("ROUTER, as a broker has it");
		}
		catch (IOException | BufferUnderflowException ex) {
			throw new DiagnosisException("the ZeroMQ handshake was broken off: " + ex.getMessage(),
					"The log of what listens there may say why");
		}
	}

	private static void require(String command, String value) throws DiagnosisException {
		if (!command.equals(READY)) {
			throw new DiagnosisException("refused by its " + command + ": " + value,
					"That socket takes no clients: PIGATO's broker is a ROUTER, and has another port for its directory");
		}
		if (!value.equals("ROUTER")) {
			String use = USES.getOrDefault(value, "another program's");
			throw new DiagnosisException("this is a " + value + " socket and not a ROUTER (" + use + ")",
					"Use the endpoint that the broker binds for clients and workers, 55555 by default");
		}
	}

	private static String socketType(ByteBuffer properties) {
		while (properties.hasRemaining()) {
			String name = text(properties, properties.get() & 0xff);
			String value = text(properties, properties.getInt());
			if (name.equalsIgnoreCase(SOCKET_TYPE)) {
				return value;
			}
		}
		return "nameless";
	}

	private static String text(ByteBuffer bytes, int length) {
		if (length < 0 || length > bytes.remaining()) {
			throw new BufferUnderflowException();
		}
		byte[] text = new byte[length];
		bytes.get(text);
		return new String(text, StandardCharsets.ISO_8859_1);
	}

	private static byte[] ready() {
		String identity = "doctor-" + UUID.randomUUID();
		ByteBuffer command = ByteBuffer.allocate(250);
		name(command, READY);
		property(command, SOCKET_TYPE, "DEALER");
		property(command, "Identity", identity);
		byte[] bytes = new byte[command.flip().remaining()];
		command.get(bytes);
		return bytes;
	}

	private static void property(ByteBuffer command, String name, String value) {
		name(command, name);
		command.putInt(value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
	}

	private static void name(ByteBuffer command, String name) {
		command.put((byte) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
	}

}
