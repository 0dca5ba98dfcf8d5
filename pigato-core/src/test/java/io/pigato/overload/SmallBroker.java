package io.pigato.overload;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import io.pigato.broker.BrokerLimits;
import io.pigato.broker.PigatoBroker;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** A broker in a process of its own, which does not survive to be short of memory. */
final class SmallBroker implements AutoCloseable {

	static final int HEAP_MEGABYTES = 64;

	/** How many requests of one service may wait. */
	static final int QUEUED = 200;

	private final Process process;

	private final String endpoint;

	private SmallBroker(Process process, String endpoint) {
		this.process = process;
		this.endpoint = endpoint;
	}

	/** In the child: binds, says where, and lives as long as its parent. */
	public static void main(String[] args) throws IOException {
		PigatoBroker broker = PigatoBroker.builder()
			.transport(Transport.valueOf(args[0]))
			.bind("tcp://127.0.0.1:0")
			.limits(BrokerLimits.DEFAULT.withMaxQueuedPerService(QUEUED))
			.build();
		broker.start();
		System.out.println(broker.endpoints().get(0));
		int end = System.in.read();
		System.exit(end + 1);
	}

	static SmallBroker start(Transport transport) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx" + HEAP_MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError", "-XX:TieredStopAtLevel=1",
				"-XX:+UseSerialGC", "-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener", "-cp",
				System.getProperty("java.class.path"), SmallBroker.class.getName(), transport.name())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.PIPE)
			.start();
		BufferedReader lines = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line = lines.readLine();
		assertThat(line).as("what the broker says first").startsWith("tcp://");
		Thread reader = new Thread(() -> lines.lines().forEach((each) -> {
		}), "small-broker-output");
		reader.setDaemon(true);
		reader.start();
		return new SmallBroker(process, line);
	}

	String endpoint() {
		return this.endpoint;
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/** What it has of the machine's memory, in megabytes. */
	long residentMegabytes() throws IOException {
		File status = new File("/proc/" + this.process.pid() + "/status");
		return java.nio.file.Files.readAllLines(status.toPath())
			.stream()
			.filter((line) -> line.startsWith("VmRSS"))
			.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
			.findFirst()
			.orElse(0);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
