package io.pigato.chaos;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Peers that fail again and again leave nothing behind: the short form of
 * {@code scripts/endurance}. It counts; times are for the long form.
 */
class EnduranceTests {

	private static final int MORE_DESCRIPTORS = 12;

	private static final int MORE_THREADS = 40;

	private static final Pattern OURS = Pattern.compile("^(pigato-broker|pigato-jeromq|chaos-proxy|endurance)");

	@ParameterizedTest
	@EnumSource
	void faultsLeaveNothingBehind(Transport engine) throws Exception {
		List<String> before = threads();
		long descriptorsBefore = Sample.openDescriptors();
		try (Endurance run = new Endurance(engine, Duration.ofMillis(400))) {
			run.run(Duration.ofSeconds(4), Duration.ofMillis(600), Duration.ofMillis(300));
			System.out.println(run.report());
			run.calmDown();
			List<Sample> samples = run.samples();
			Sample first = samples.get(0);
			assertThat(samples).hasSizeGreaterThanOrEqualTo(2).allSatisfy((sample) -> {
				assertThat(sample.broker().workers()).isEqualTo(3);
				assertThat(sample.broker().clients()).isEqualTo(2);
				assertThat(sample.broker().services()).isEqualTo(2);
				assertThat(sample.descriptors()).isLessThanOrEqualTo(first.descriptors() + MORE_DESCRIPTORS);
				assertThat(sample.threads()).isLessThanOrEqualTo(first.threads() + MORE_THREADS);
			});
			assertThat(run.shaky().faults()).isGreaterThan(1);
			assertThat(run.shaky().ended()).isBetween(1L, run.shaky().asked());
			assertThat(run.load().answered()).isGreaterThan(500);
		}
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			assertThat(threads()).isSubsetOf(before);
			assertThat(Sample.openDescriptors()).isLessThanOrEqualTo(descriptorsBefore + MORE_DESCRIPTORS);
		});
	}

	@Test
	void latenciesAreKnownToAnEighth() {
		Latencies latencies = new Latencies();
		for (int i = 1; i <= 1000; i++) {
			latencies.add(i * 1_000L);
		}
		assertThat(latencies.count()).isEqualTo(1000);
		assertThat(latencies.nanos(0.5)).isBetween(500_000L, 500_000L * 9 / 8);
		assertThat(latencies.nanos(0.99)).isBetween(990_000L, 990_000L * 9 / 8);
		assertThat(new Latencies().nanos(0.99)).isZero();
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> OURS.matcher(name).find())
			.toList();
	}

}
