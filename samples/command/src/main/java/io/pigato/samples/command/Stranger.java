package io.pigato.samples.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Names what listens in a broker's place. */
final class Stranger {

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private static final int EXCERPT = 24;

	private static final Map<String, String> BEGINNINGS = Map.of("HTTP/", "an HTTP server", "SSH-", "an SSH server",
			"\u0015\u0003", "a TLS server", "\u0016\u0003", "a TLS peer", "-ERR", "a Redis server", "AMQP",
			"an AMQP broker", "220 ", "a mail or FTP server");

	private static final String ADVICE = "That port belongs to another program: use the one that the broker prints when it starts";

	private Stranger() {
	}

	/**
	 * Who has said something else than a greeting.
	 * @param said the first bytes
	 */
	static DiagnosisException named(byte[] said) {
		String text = new String(said, StandardCharsets.ISO_8859_1);
		String name = nameOf(text);
		String excerpt = text.substring(0, Math.min(text.length(), EXCERPT)).strip();
		return new DiagnosisException(
				"not ZeroMQ: this is "
						+ ((name != null) ? name : "something that begins with '" + Printable.of(excerpt) + "'"),
				ADVICE);
	}

	/**
	 * Who has said nothing: asked once more, in HTTP.
	 * @param address where it is
	 */
	static DiagnosisException silent(Address address) {
		try (Wire wire = Wire.connect(address, PATIENCE).value()) {
			wire.write(("GET / HTTP/1.0\r\nHost: " + address + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
			byte[] said = wire.readSome(EXCERPT, PATIENCE);
			if (said.length > 0) {
				return named(said);
			}
		}
		catch (DiagnosisException | IOException ex) {
			return silent("accepts connections no more");
		}
		return silent("accepts connections and says nothing, neither to ZeroMQ nor to HTTP");
	}

	private static DiagnosisException silent(String how) {
		return new DiagnosisException("no ZeroMQ greeting: it " + how,
				"Another program's port, or a process that hangs: look at what listens there (ss -ltnp)");
	}

	private static @Nullable String nameOf(String text) {
		return BEGINNINGS.entrySet()
			.stream()
			.filter((each) -> text.startsWith(each.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

}
