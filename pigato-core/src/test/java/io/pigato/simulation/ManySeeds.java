package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The simulations of many seeds, on all processors. What fails is run once more, with a
 * trace.
 */
final class ManySeeds {

	private static final int MOST_FAILURES = 3;

	private static final int TRACED_LINES = 300;

	private final Coverage coverage = new Coverage();

	private final List<String> failures = new ArrayList<>();

	private long count;

	private long nanos;

	private ManySeeds() {
	}

	static ManySeeds run(long first, long count) {
		ManySeeds all = new ManySeeds();
		long start = System.nanoTime();
		List<Outcome> outcomes = LongStream.range(first, first + count).parallel().mapToObj(ManySeeds::run).toList();
		all.nanos = System.nanoTime() - start;
		all.count = count;
		outcomes.forEach((outcome) -> all.coverage.addAll(outcome.coverage));
		outcomes.stream()
			.filter((outcome) -> !outcome.violations.isEmpty())
			.limit(MOST_FAILURES)
			.forEach((outcome) -> all.failures.add(replay(outcome)));
		return all;
	}

	Coverage coverage() {
		return this.coverage;
	}

	/** What went wrong, and how it came to it; empty if nothing did. */
	List<String> failures() {
		return this.failures;
	}

	String report() {
		double seconds = Math.max(this.nanos, 1) / 1e9;
		return String.format(Locale.ROOT, "Simulation: %d seeds in %.1f s, %.0f seeds/s. %s.", this.count, seconds,
				this.count / seconds, this.coverage);
	}

	private static Outcome run(long seed) {
		Simulation simulation = new Simulation(seed, Fault.NONE, false);
		try {
			return new Outcome(seed, simulation.run().violations(), simulation.coverage());
		}
		catch (RuntimeException | Error ex) {
			return new Outcome(seed, List.of(String.valueOf(ex)), simulation.coverage());
		}
	}

	/** One seed, with a trace of what happened, up to what was thrown if anything was. */
	static Simulation traced(long seed) {
		Simulation simulation = new Simulation(seed, Fault.NONE, true);
		try {
			simulation.run();
		}
		catch (RuntimeException | Error ex) {
			simulation.trace().add("###", "THROWN", ex + " at " + ex.getStackTrace()[0]);
		}
		return simulation;
	}

	private static String replay(Outcome outcome) {
		Simulation again = traced(outcome.seed);
		List<String> lines = again.trace().lines();
		int firstBad = 0;
		while (firstBad < lines.size() && !lines.get(firstBad).contains("###")) {
			firstBad++;
		}
		int from = Math.max(0, firstBad - TRACED_LINES);
		int to = Math.min(lines.size(), firstBad + 20);
		return "seed " + outcome.seed + ":\n" + String.join("\n", outcome.violations) + "\nWhat happened:\n"
				+ String.join("\n", lines.subList(from, to)) + "\n";
	}

	private record Outcome(long seed, List<String> violations, Coverage coverage) {

	}

}
