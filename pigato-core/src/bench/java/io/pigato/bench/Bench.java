package io.pigato.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures PIGATO by its public API, client, broker and worker in a JVM each on loopback,
 * beside others, and prints Markdown. Run by {@code scripts/bench}.
 */
public final class Bench {

	private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warm-up", 12));

	private static final int ROUNDS = Integer.getInteger("bench.rounds", 1);

	private Bench() {
	}

	/**
	 * Seconds a measurement and the parts to run; {@code one SYSTEM SIZE WINDOW} is a
	 * single measurement of what the tables of peers name so, for a profiler.
	 */
	public static void main(String[] args) throws Exception {
		Lab lab = new Lab(WARM_UP, Duration.ofSeconds(Long.parseLong(args[0])));
		if (args.length > 1 && args[1].equals("one")) {
			System.out.println(
					new Peers(lab, 1).one(args[2], Integer.parseInt(args[3]), Integer.parseInt(args[4])));
			System.exit(0);
		}
		Map<String, Part> parts = parts(lab);
		List<String> wanted = (args.length > 1) ? List.of(args).subList(1, args.length) : List.copyOf(parts.keySet());
		for (String name : wanted) {
			parts.get(name).print();
		}
		// The client of NATS leaves threads
		System.exit(0);
	}

	private static Map<String, Part> parts(Lab lab) {
		Map<String, Part> parts = new LinkedHashMap<>();
		parts.put("peers", () -> new Peers(lab, ROUNDS).print());
		parts.put("embedded", () -> new Embedded(lab).print());
		parts.put("streams", () -> new Streams(lab).print());
		Scaling scaling = new Scaling(lab);
		parts.put("clients", scaling::clients);
		parts.put("services", scaling::services);
		parts.put("workers", scaling::workers);
		parts.put("waiting", scaling::waiting);
		parts.put("crowd", () -> new Crowd(lab).print());
		return parts;
	}

	/** Prints a table. */
	private interface Part {

		void print() throws Exception;

	}

}
