package io.pigato.samples.perf;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ClientReportTests {

	@Test
	void mergedPercentilesAreThoseOfAllRequests() {
		ClientReport merged = ClientReport
			.merge(List.of(report(990, 1, Map.of("TIMEOUT", 2L)), report(10, 100, Map.of("TIMEOUT", 1L, "X", 4L))));
		assertThat(merged.answered()).isEqualTo(1000);
		assertThat(merged.partials()).isEqualTo(2000);
		assertThat(merged.latencyMillis(50)).isCloseTo(1, within(0.01));
		assertThat(merged.latencyMillis(99)).isCloseTo(1, within(0.01));
		assertThat(merged.latencyMillis(99.1)).isCloseTo(100, within(0.1));
		assertThat(merged.errors()).containsOnly(Map.entry("TIMEOUT", 3L), Map.entry("X", 4L));
		assertThat(merged.failed()).isEqualTo(7);
	}

	@Test
	void rateIsThatOfTheSlowestClientsTime() {
		ClientReport fast = new ClientReport(100, 0, Map.of(), Duration.ofSeconds(1), ClientReport.newHistogram());
		ClientReport slow = new ClientReport(300, 0, Map.of(), Duration.ofSeconds(2), ClientReport.newHistogram());
		assertThat(ClientReport.merge(List.of(fast, slow)).requestsPerSecond()).isEqualTo(200);
		assertThat(ClientReport.merge(List.of(slow, fast)).requestsPerSecond()).isEqualTo(200);
	}

	@Test
	void lineIsReadAsItWasWritten() {
		ClientReport report = report(1234, 7, Map.of("B_WORKER_LOST", 3L));
		String line = report.encode();
		assertThat(line).doesNotContain("\n");
		assertThat(ClientReport.decode(line)).isEqualTo(report);
	}

	@Test
	void brokenLineIsRefused() {
		assertThatThrownBy(() -> ClientReport.decode("{\"answered\":")).isInstanceOf(PerfException.class);
		assertThatThrownBy(() -> ClientReport.decode("{\"latencies\":\"AAAA\"}")).isInstanceOf(PerfException.class);
		assertThatThrownBy(() -> ClientReport.decode("{}")).isInstanceOf(PerfException.class);
	}

	@Test
	void withoutRequestsAllIsZero() {
		ClientReport none = ClientReport.merge(List.of());
		assertThat(none.requestsPerSecond()).isZero();
		assertThat(none.latencyMillis(99)).isZero();
	}

	static ClientReport report(int answered, int millis, Map<String, Long> errors) {
		Histogram latencies = ClientReport.newHistogram();
		latencies.recordValueWithCount(Duration.ofMillis(millis).toNanos(), answered);
		return new ClientReport(answered, 2L * answered, errors, Duration.ofSeconds(2), latencies);
	}

}
