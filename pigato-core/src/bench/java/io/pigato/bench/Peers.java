package io.pigato.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.pigato.transport.Transport;

/** PIGATO beside the ceiling of its transports, NATS and the original. */
final class Peers {

	private static final int[] WINDOWS = { 1, 100, 1000 };

	private static final int[] SIZES = { 5, 1024 };

	private final Map<String, Peer> peers = new LinkedHashMap<>();

	private final int rounds;

	/**
	 * For one run.
	 * @param lab where they are measured
	 * @param rounds how often each, in turn; medians are printed
	 */
	Peers(Lab lab, int rounds) {
		this.rounds = rounds;
		for (Transport transport : Transport.values()) {
			this.peers.put("PIGATO " + transport, (size, window) -> lab.pigato(transport, size, window));
			this.peers.put("forwarder " + transport,
					(size, window) -> alone(lab.forwarder(transport, size, window)));
		}
		this.peers.put("NATS", (size, window) -> alone(lab.nats(size, window)));
		if (NodePeers.isInstalled()) {
			this.peers.put("Node.js PIGATO",
					(size, window) -> alone(NodePeers.run(size, window, lab.warmUp(), lab.time())));
		}
	}

	/** Something that answers requests. */
	interface Peer {

		Lab.Measured measure(int size, int window) throws Exception;

	}

	/**
	 * A single measurement.
	 * @param system its name in the tables
	 */
	Lab.Measured one(String system, int size, int window) throws Exception {
		Peer peer = this.peers.get(system);
		if (peer == null) {
			throw new IllegalArgumentException("There is no " + system + ", but " + this.peers.keySet());
		}
		return peer.measure(size, window);
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
		Map<String, List<Lab.Measured>> all = new LinkedHashMap<>();
		this.peers.keySet().forEach((name) -> all.put(name, new ArrayList<>()));
		List<String> order = new ArrayList<>(this.peers.keySet());
		for (int i = 0; i < this.rounds; i++) {
			for (String system : order) {
				all.get(system).add(one(system, size, window));
			}
			Collections.rotate(order, 1);
		}
		Map<String, Load.Result> results = new LinkedHashMap<>();
		all.forEach((name, measured) -> {
			results.put(name, median(measured));
			if (name.startsWith("PIGATO")) {
				costs.append("| %d | %d | %s | %.1f | %.0f |%n".formatted(size, window, name.substring(7),
						median(measured, Lab.Measured::cpuMicros), median(measured, Lab.Measured::bytes)));
			}
		});
		return results;
	}

	private static Load.Result median(List<Lab.Measured> measured) {
		return new Load.Result(0, median(measured, (one) -> one.result().perSecond()),
				median(measured, (one) -> one.result().p50()), median(measured, (one) -> one.result().p99()),
				median(measured, (one) -> one.result().p999()));
	}

	private static double median(List<Lab.Measured> measured, ToDoubleFunction<Lab.Measured> number) {
		double[] sorted = measured.stream().mapToDouble(number).sorted().toArray();
		return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
	}

	private static Lab.Measured alone(Load.Result result) {
		return new Lab.Measured(result, Usage.NONE);
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
