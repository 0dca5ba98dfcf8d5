package io.pigato.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker of this project in a JVM of its own, which can be killed. */
final class MortalBroker implements AutoCloseable {

	private static final int LIVENESS = 3;

	private final Process process;

	private MortalBroker(Process process) {
		this.process = process;
	}

	/**
	 * Starts a JVM with a broker, and waits until it is bound.
	 * @param engine its transport
	 * @param endpoint with a port
	 * @param heartbeat the interval
	 * @return the broker
	 */
	static MortalBroker start(Transport engine, String endpoint, Duration heartbeat) {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		try {
			Path log = Files.createTempFile(NodeInstallation.target(), "mortal-broker-", ".log");
			Process process = new ProcessBuilder(java, "-Xmx64m", "-XX:TieredStopAtLevel=1", "-cp",
					System.getProperty("java.class.path"), MortalBroker.class.getName(), endpoint,
					String.valueOf(heartbeat.toMillis()), engine.name())
				.redirectError(ProcessBuilder.Redirect.to(log.toFile()))
				.start();
			Children.add(process);
			BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
			CompletableFuture<String> bound = CompletableFuture.supplyAsync(() -> firstLine(out));
			assertThat(Stage.get(bound)).as(() -> "what " + log + " says: " + read(log)).isEqualTo(endpoint);
			return new MortalBroker(process);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Runs a broker until the standard input ends. */
	public static void main(String[] args) throws IOException {
		PigatoBroker broker = PigatoBroker.builder()
			.transport(Transport.valueOf(args[2]))
			.bind(args[0])
			.heartbeat(Duration.ofMillis(Long.parseLong(args[1])), LIVENESS)
			.build();
		broker.start();
		System.out.println(broker.endpoints().get(0));
		while (System.in.read() >= 0) {
			// nothing to read: the one who started it is still there
		}
		System.exit(0);
	}

	@Override
	public void close() {
		Children.kill(this.process);
	}

	private static String read(Path log) {
		try {
			return Files.readString(log);
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static String firstLine(BufferedReader out) {
		return out.lines().findFirst().orElse("no line");
	}

}
