package io.pigato.hostile;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.HeapUse;
import io.pigato.transport.Transport;

/**
 * The long form of {@link PortTests} and {@link ProtocolTests}: each attack again and
 * again for some seconds, while it is measured how long healthy requests take. Prints
 * Markdown, and ends with 1 if a healthy request has failed or something is left behind.
 * Run by {@code scripts/hostile}.
 */
final class Hostile implements AutoCloseable {

	private static final int WARM_UP_SECONDS = 10;

	private static final int PEACE_SECONDS = 20;

	private static final int WORST = 12;

	private final Siege siege;

	private final Duration each;

	private final List<Row> rows = new ArrayList<>();

	private Hostile(Transport transport, Duration each) {
		this.siege = Siege.lay(transport);
		this.each = each;
	}

	/** The engine and seconds for each attack. */
	public static void main(String[] args) throws Exception {
		Transport transport = Transport.valueOf(args[0]);
		boolean held;
		try (Hostile hostile = new Hostile(transport, Duration.ofSeconds(Long.parseLong(args[1])))) {
			held = hostile.run(System.out);
		}
		System.exit(held ? 0 : 1);
	}

	private boolean run(PrintStream out) throws Exception {
		HealthyTraffic traffic = this.siege.traffic();
		pass(WARM_UP_SECONDS);
		long ahead = traffic.succeeded();
		traffic.restart();
		pass(PEACE_SECONDS);
		Row peace = new Row("peace", 0, traffic.succeeded() - ahead, traffic.microsAt(0.5), traffic.microsAt(0.99));
		Footprint before = Footprint.now();
		long heap = HeapUse.bytes();
		for (Attack attack : PortAttacks.all()) {
			this.rows.add(repeat(attack, "port", traffic));
		}
		for (Attack attack : ProtocolAttacks.all()) {
			this.rows.add(repeat(attack, "protocol", traffic));
		}
		boolean left = isSomethingLeft(out);
		print(out, peace);
		out.printf(Locale.ROOT, "%n- healthy requests: %,d, of which failed: %d%n", traffic.succeeded(),
				traffic.failed());
		out.printf("- descriptors: %d before, %d after; heap after collection: %.1f MiB before, %.1f after%n",
				before.descriptors(), Footprint.now().descriptors(), heap / 1048576.0, HeapUse.bytes() / 1048576.0);
		out.printf("- dropped and refused: %s %s%n", positive(this.siege.site().counts().drops()),
				positive(this.siege.site().counts().refusals()));
		return !left && traffic.failed() == 0;
	}

	private static void pass(int seconds) throws InterruptedException {
		new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
	}

	private Row repeat(Attack attack, String place, HealthyTraffic traffic) throws IOException {
		traffic.restart();
		long begin = System.nanoTime();
		long before = traffic.succeeded();
		int rounds = 0;
		while (System.nanoTime() - begin < this.each.toNanos()) {
			try (Strike strike = new Strike(this.siege.site(), rounds)) {
				attack.run(strike);
			}
			rounds++;
		}
		return new Row(place + ": " + attack.name(), rounds, traffic.succeeded() - before, traffic.microsAt(0.5),
				traffic.microsAt(0.99));
	}

	private boolean isSomethingLeft(PrintStream out) {
		try {
			this.siege.assertNothingLeft();
			return false;
		}
		catch (AssertionError ex) {
			out.println("\n**Not held:** " + ex.getMessage());
			return true;
		}
	}

	private void print(PrintStream out, Row peace) {
		out.println("| attack | rounds | healthy requests | p50 µs | p99 µs | p99 to peace |");
		out.println("|---|---|---|---|---|---|");
		peace.print(out, peace);
		SortedMap<String, List<Row>> groups = new TreeMap<>();
		this.rows.forEach((row) -> groups.computeIfAbsent(row.group(), (key) -> new ArrayList<>()).add(row));
		groups.forEach((name, group) -> Row.median(name, group).print(out, peace));
		out.printf("%nThe %d attacks that cost most:%n%n| attack | rounds | healthy requests | p50 µs | p99 µs "
				+ "| p99 to peace |%n|---|---|---|---|---|---|%n", WORST);
		this.rows.stream()
			.sorted(Comparator.comparingLong(Row::p99).reversed())
			.limit(WORST)
			.forEach((row) -> row.print(out, peace));
	}

	private static Map<String, Long> positive(Map<? extends Enum<?>, Long> counts) {
		SortedMap<String, Long> positive = new TreeMap<>();
		counts.forEach((reason, count) -> {
			if (count > 0) {
				positive.put(reason.name(), count);
			}
		});
		return positive;
	}

	@Override
	public void close() {
		this.siege.close();
	}

	/**
	 * What became of healthy requests.
	 *
	 * @param name of the attack
	 * @param rounds of it
	 * @param healthy requests that have succeeded meanwhile
	 * @param p50 in microseconds
	 * @param p99 in microseconds
	 */
	private record Row(String name, int rounds, long healthy, long p50, long p99) {

		/** All with the same words before a second colon are of one kind. */
		String group() {
			int end = this.name.indexOf(':', this.name.indexOf(':') + 1);
			return (end > 0) ? this.name.substring(0, end) : this.name.replaceAll(":.*", ": others");
		}

		static Row median(String name, List<Row> group) {
			List<Row> sorted = group.stream().sorted(Comparator.comparingLong(Row::p99)).toList();
			Row middle = sorted.get(sorted.size() / 2);
			return new Row(name + " (" + group.size() + " attacks, the median)",
					group.stream().mapToInt(Row::rounds).sum(), group.stream().mapToLong(Row::healthy).sum(),
					middle.p50(), middle.p99());
		}

		void print(PrintStream out, Row peace) {
			out.printf(Locale.ROOT, "| %s | %d | %,d | %d | %d | %.1f |%n", this.name, this.rounds, this.healthy,
					this.p50, this.p99, (double) this.p99 / peace.p99());
		}

	}

}
