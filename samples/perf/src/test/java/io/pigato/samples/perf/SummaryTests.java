package io.pigato.samples.perf;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SummaryTests {

	private final PerfOptions options = new PerfOptions();

	@Test
	void textNamesErrorsByKind() {
		this.options.node.add(Role.BROKER);
		ClientReport report = ClientReportTests.report(1000, 10, Map.of("TIMEOUT", 2L, "B_WORKER_LOST", 1L));
		assertThat(new Summary(this.options, ClientReport.merge(List.of(report))).text()).isEqualTo("""
				1 broker (Node.js), 1 worker, 1 client with 100 in flight, zmtp
				requests    1,000 in 2.00 s, 2,000 partials
				requests/s  500
				latency ms  p50 10.002  p99 10.002  p99.9 10.002  max 10.002
				errors      3: B_WORKER_LOST 1, TIMEOUT 2""");
	}

	@Test
	void withoutAnswersThereAreNoPercentiles() {
		Summary summary = new Summary(this.options, ClientReport.merge(List.of()));
		assertThat(summary.text()).contains("latency ms  no request was answered").endsWith("errors      0");
		assertThat(summary.json()).contains("\"errorsByKind\" : { }");
	}

}
