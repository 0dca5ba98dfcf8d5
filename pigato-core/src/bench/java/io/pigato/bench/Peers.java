package io.pigato.bench;

import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.transport.Transport;

/** PIGATO beside the ceiling of its transports, NATS and the original. */
final class Peers {

	private static final int[] WINDOWS = { 1, 100, 1000 };

	private static final int[] SIZES = { 5, 1024 };

	private final Lab lab;

	Peers(Lab lab) {
		this.lab = lab;
	}

	void print() throws Exception {
		System.out.println("| payload | window | system | replies/s | p50 µs | p99 µs | p99.9 µs |");
		System.out.println("|---|---|---|---|---|---|---|");
		StringBuilder ratios = new StringBuilder();
		StringBuilder costs = new StringBuilder();
		for (int size : SIZES) {
			for (int window : WINDOWS) {
				Map<String, Load.Result> results = measure(size, window, costs);
				results.forEach((name, result) -> System.out.printf("| %d | %d | %s | %.0f | %.0f | %.0f | %s |%n",
						size, window, name, result.perSecond(), result.p50(), result.p99(), optional(result.p999())));
				ratios.append(ratios(size, window, results));
			}
		}
		System.out.println("\n| payload | window | measure | ZMTP / its forwarder | JeroMQ / its forwarder "
				+ "| ZMTP / NATS | ZMTP / Node.js |\n|---|---|---|---|---|---|---|");
		System.out.print(ratios);
		System.out.println("\n| payload | window | engine | broker: CPU µs a request | broker: bytes a request |\n"
				+ "|---|---|---|---|---|");
		System.out.print(costs);
	}

	private Map<String, Load.Result> measure(int size, int window, StringBuilder costs) throws Exception {
		Map<String, Load.Result> results = new LinkedHashMap<>();
		for (Transport transport : Transport.values()) {
			Lab.Measured measured = this.lab.pigato(transport, size, window);
			costs.append("| %d | %d | %s | %.1f | %.0f |%n".formatted(size, window, transport, measured.cpuMicros(),
					measured.bytes()));
			results.put("PIGATO " + transport, measured.result());
			results.put("forwarder " + transport, this.lab.forwarder(transport, size, window));
		}
		results.put("NATS", this.lab.nats(size, window));
		if (NodePeers.isInstalled()) {
			results.put("Node.js PIGATO", NodePeers.run(size, window, this.lab.warmUp(), this.lab.time()));
		}
		return results;
	}

	private static String ratios(int size, int window, Map<String, Load.Result> results) {
		String measure = (window == 1) ? "p50" : "replies/s";
		return "| %d | %d | %s | %s | %s | %s | %s |%n".formatted(size, window, measure,
				ratio(window, results, "PIGATO ZMTP", "forwarder ZMTP"),
				ratio(window, results, "PIGATO JEROMQ", "forwarder JEROMQ"),
				ratio(window, results, "PIGATO ZMTP", "NATS"), ratio(window, results, "PIGATO ZMTP", "Node.js PIGATO"));
	}

	private static String ratio(int window, Map<String, Load.Result> results, String one, String other) {
		Load.Result base = results.get(other);
		if (base == null) {
			return "–";
		}
		Load.Result result = results.get(one);
		return "%.2f".formatted(
				(window == 1) ? result.p50() / base.p50() : result.perSecond() / base.perSecond());
	}

	private static String optional(double value) {
		return Double.isNaN(value) ? "–" : "%.0f".formatted(value);
	}

}
