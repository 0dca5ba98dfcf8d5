package io.pigato.chaos;

import java.nio.file.Path;
import java.time.Duration;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real processes that are killed and stopped, and connections that are cut and swallowed,
 * while they ask and answer: the short form of {@code scripts/chaos}.
 */
class ChaosTests {

	private static final int REQUESTS = 2000;

	private static final int KILLS = 4;

	/** It is not about speed, and the machine may be busy. */
	private static final Duration GRACE = Duration.ofSeconds(15);

	/** One whose plan soon has a bit of everything. */
	private static final long SEED = 1135;

	@ParameterizedTest
	@EnumSource
	void promisesHoldWhileProcessesDie(Transport engine, @TempDir Path folder) throws Exception {
		ChaosPlan plan = new ChaosPlan(engine, SEED, REQUESTS, KILLS, Duration.ofSeconds(90), 400);
		int kills;
		long begin = System.nanoTime();
		try (ChaosRun run = new ChaosRun(plan, folder)) {
			run.run();
			kills = run.kills();
		}
		Checker checker = Checker.check(folder, ChaosRun.CONDUCTOR, GRACE);
		System.out.println(Chaos.report(plan, checker, (System.nanoTime() - begin) / 1_000_000_000));
		assertThat(checker.violations()).isEmpty();
		assertThat(kills).isGreaterThanOrEqualTo(KILLS).isEqualTo(checker.count(Event.KILLED));
		for (String role : new String[] { "worker", "client", "broker" }) {
			assertThat(checker.lives().kills(role)).as("killed of each " + role).isPositive();
		}
		assertThat(checker.count(Event.STOPPED)).isPositive();
		assertThat(checker.count(Event.FAULT)).isPositive();
		assertThat(checker.count(Event.ASKED)).isGreaterThanOrEqualTo(REQUESTS);
		assertThat(checker.successes()).isGreaterThan(checker.count(Event.ASKED) / 2);
		assertThat(checker.count(Event.PART)).isPositive();
		assertThat(checker.count(Event.REJECTED)).isPositive();
		assertThat(checker.delays().longestMillis("connection end")).isBetween(0.0, 10_000.0);
	}

}
