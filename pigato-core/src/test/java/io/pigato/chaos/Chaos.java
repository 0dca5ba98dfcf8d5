package io.pigato.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import io.pigato.transport.Transport;

/** The long form of the chaos run: prints a table, and fails if anything is violated. */
final class Chaos {

	static final Duration GRACE = Duration.ofSeconds(5);

	private Chaos() {
	}

	/**
	 * Runs.
	 * @param args folder, engine, seed, requests, kills, minutes
	 */
	public static void main(String[] args) throws Exception {
		Transport engine = Transport.valueOf(args[1]);
		ChaosPlan plan = new ChaosPlan(engine, Long.parseLong(args[2]), Integer.parseInt(args[3]),
				Integer.parseInt(args[4]), Duration.ofMinutes(Long.parseLong(args[5])), 500);
		Path folder = Files
			.createDirectories(Path.of(args[0], engine + "-" + plan.seed() + "-" + ProcessHandle.current().pid()));
		long begin = System.nanoTime();
		int kills;
		try (ChaosRun run = new ChaosRun(plan, folder)) {
			run.run();
			kills = run.kills();
		}
		Checker checker = Checker.check(folder, ChaosRun.CONDUCTOR, GRACE);
		System.out.println(report(plan, checker, (System.nanoTime() - begin) / 1_000_000_000));
		checker.violations().forEach(System.out::println);
		boolean enough = kills >= plan.kills() && checker.count(Event.ASKED) >= plan.requests()
				&& kills == checker.count(Event.KILLED);
		if (!enough) {
			System.out.println("Too little has happened: " + kills + " kills");
		}
		System.exit((enough && checker.violations().isEmpty()) ? 0 : 1);
	}

	/** What happened, and how long it took others to notice. */
	static String report(ChaosPlan plan, Checker checker, long seconds) throws IOException {
		Lives lives = checker.lives();
		String counts = String.format(Locale.ROOT, """
				%s, seed %d, %d s: %d requests, %d ended as they should; %d entries of handlers
				killed: %d workers, %d clients, %d brokers; stopped: %d; faults of proxies: %d
				errors: %s, cancelled: %d, violations: %d

				| what happened → who noticed | times | median, ms | 95 %% | longest |
				|---|---|---|---|---|
				""", plan.engine(), plan.seed(), seconds, checker.count(Event.ASKED), checker.successes(),
				checker.count(Event.BEGUN), lives.kills("worker"), lives.kills("client"), lives.kills("broker"),
				checker.count(Event.STOPPED), checker.count(Event.FAULT), checker.errors(),
				checker.count(Event.CANCELLED), checker.violations().size());
		return counts + String.join("\n", checker.delays().rows()) + "\n";
	}

}
