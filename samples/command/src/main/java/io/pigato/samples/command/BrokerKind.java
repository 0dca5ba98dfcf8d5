package io.pigato.samples.command;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Which broker it is, by its answer to a client's heartbeat: rows F2 and F6 of
 * {@code docs/wire-protocol.md}. The Java broker adds a third frame, which names its
 * extensions; the original never does.
 */
enum BrokerKind {

	/** Node.js, or any other without extensions. */
	ORIGINAL("a broker of the original, Node.js"),

	/** With extensions. */
	JAVA("a Java broker");

	private static final String CLIENT = "C";

	private static final String HEARTBEAT = "4";

	private static final String FIELD = "\"ext\"";

	private final String description;

	BrokerKind(String description) {
		this.description = description;
	}

	String description() {
		return this.description;
	}

	/**
	 * Sends a client's heartbeat and reads the answer.
	 * @param frames of a connection after its handshake
	 * @return who has answered
	 * @throws DiagnosisException if no broker of PIGATO has
	 */
	static Finding<BrokerKind> ask(Frames frames) throws DiagnosisException {
		try {
			long start = System.nanoTime();
			frames.sendMessage(ascii(CLIENT), ascii(HEARTBEAT));
			List<String> answer = frames.readMessage()
				.stream()
				.map((frame) -> new String(frame, StandardCharsets.UTF_8))
				.toList();
			return of(answer, Durations.text(Duration.ofNanos(System.nanoTime() - start)));
		}
		catch (SocketTimeoutException ex) {
			throw stranger("no answer to a PIGATO client's heartbeat");
		}
		catch (EOFException ex) {
			throw stranger("the connection was closed in answer to a PIGATO client's heartbeat");
		}
		catch (IOException ex) {
			throw stranger("the answer to a PIGATO client's heartbeat is none: " + ex.getMessage());
		}
	}

	private static Finding<BrokerKind> of(List<String> answer, String time) throws DiagnosisException {
		boolean heartbeat = answer.size() >= 2 && answer.get(0).equals(CLIENT) && answer.get(1).equals(HEARTBEAT);
		if (!heartbeat) {
			throw stranger("the answer to a PIGATO client's heartbeat is something else: " + answer);
		}
		if (answer.size() == 2 || !answer.get(2).contains(FIELD)) {
			return Finding.of(ORIGINAL, "answered in " + time + ", no extensions: " + ORIGINAL.description);
		}
		return Finding.of(JAVA, "answered in " + time + ", extensions " + answer.get(2) + ": " + JAVA.description);
	}

	private static DiagnosisException stranger(String message) {
		return new DiagnosisException(message,
				"A ROUTER of another program, or a broker that hangs: its log, or a thread dump, says more");
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

}
