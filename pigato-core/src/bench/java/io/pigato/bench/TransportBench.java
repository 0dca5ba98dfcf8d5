package io.pigato.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * The bare forwarder on each engine, the same engine at all three ends, a JVM each. Run
 * by {@code scripts/bench-transport}.
 */
public final class TransportBench {

	private static final int[] WINDOWS = { 1, 100, 1000 };

	private static final int[] PAYLOADS = { 5, 1024 };

	private final Duration warmUp;

	private final Duration time;

	private TransportBench(int seconds) {
		this.warmUp = Duration.ofSeconds(Math.max(1, seconds * 2L / 3));
		this.time = Duration.ofSeconds(seconds);
	}

	/**
	 * Seconds a measurement and numbers of idle peers; or a role in a process of its own.
	 */
	public static void main(String[] args) throws Exception {
		if (args[0].equals("role")) {
			play(args);
			return;
		}
		TransportBench bench = new TransportBench(Integer.parseInt(args[0]));
		System.out.println("JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
				+ " processors, " + args[0] + " s a measurement");
		bench.forwarders();
		for (int i = 1; i < args.length; i++) {
			bench.crowd(Integer.parseInt(args[i]));
		}
	}

	private static void play(String[] args) throws Exception {
		Role role = new Role(PigatoLoop.start(args[1]), Transport.valueOf(args[2]));
		switch (args[1]) {
			case "forwarder" -> System.out.println(role.forward());
			case "worker" -> {
				role.work(args[3]);
				System.out.println("ready");
			}
			default -> {
				role.idle(args[3], Integer.parseInt(args[4]));
				System.out.println("ready");
			}
		}
		Usage.tellWhenAsked();
	}

	private void forwarders() throws Exception {
		System.out
			.println("| payload | window | engine | replies/s | p50 µs | p99 µs | throughput ratio | p50 ratio |");
		System.out.println("|---|---|---|---|---|---|---|---|");
		for (int payload : PAYLOADS) {
			for (int window : WINDOWS) {
				Map<Transport, Role.Result> results = new EnumMap<>(Transport.class);
				for (Transport transport : Transport.values()) {
					results.put(transport, measure(transport, window, payload, 0));
				}
				print(payload, window, results);
			}
		}
	}

	private void crowd(int idle) throws Exception {
		for (Transport transport : Transport.values()) {
			Role.Result result = measure(transport, 1, 5, idle);
			System.out.printf("one pair beside %d idle peers, forwarder on %s: p50 %.0f µs, p99 %.0f µs%n", idle,
					transport, result.p50Micros(), result.p99Micros());
		}
	}

	private static void print(int payload, int window, Map<Transport, Role.Result> results) {
		Role.Result base = results.get(Transport.JEROMQ);
		results
			.forEach((transport, result) -> System.out.printf("| %d | %d | %s | %.0f | %.0f | %.0f | %.2f | %.2f |%n",
					payload, window, transport, result.perSecond(), result.p50Micros(), result.p99Micros(),
					result.perSecond() / base.perSecond(), result.p50Micros() / base.p50Micros()));
	}

	private Role.Result measure(Transport transport, int window, int payload, int idle) throws Exception {
		List<Process> started = new ArrayList<>();
		try {
			String endpoint = start(started, "forwarder", transport.name());
			start(started, "worker", transport.name(), endpoint);
			if (idle > 0) {
				// One descriptor each: thousands of JeroMQ's sockets would use up those
				// of a process
				start(started, "idlers", Transport.ZMTP.name(), endpoint, String.valueOf(idle));
			}
			try (PigatoLoop loop = PigatoLoop.start("client")) {
				return new Role(loop, transport).ask(endpoint, window, payload, this.warmUp, this.time);
			}
		}
		finally {
			started.forEach(Process::destroyForcibly);
		}
	}

	private static String start(List<Process> started, String... role) throws Exception {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
				System.getProperty("java.class.path"), TransportBench.class.getName(), "role"));
		command.addAll(List.of(role));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		started.add(process);
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		String line = output.readLine();
		while (line != null && !line.startsWith("tcp://") && !line.equals("ready")) {
			line = output.readLine();
		}
		if (line == null) {
			throw new IllegalStateException("The process of the " + role[0] + " has ended");
		}
		return line;
	}

}
