package com.example.stocks;

import java.io.IOException;
import java.util.List;

import io.pigato.samples.support.FreePort;
import io.pigato.samples.support.RunningProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Worker and client in processes of their own, as the README starts them. */
@Timeout(120)
class StocksTests {

	private static final String BOUND = "PIGATO broker started on .*(tcp://127\\.0\\.0\\.1:\\d+)";

	@Test
	void theClientPrintsWhatTheWorkerFetches() throws IOException {
		try (RunningProcess worker = worker("worker,recorded", "--recorded.port=" + FreePort.find(),
				"--recorded.pause=1ms")) {
			String endpoint = worker.await(BOUND).group(1);
			try (RunningProcess client = client(endpoint, "PIG", "COW")) {
				List<String> lines = client.output();
				assertThat(lines).hasSize(42);
				assertThat(lines.get(0)).isEqualTo("2026-09-01     99.69");
				assertThat(lines.get(39)).isEqualTo("2026-10-26     93.11");
				assertThat(lines.get(40)).isEqualTo("PIG: all 40 rows");
				assertThat(lines.get(41)).startsWith("COW: 0 rows, then UNKNOWN_SYMBOL: There is no COW at http://");
				assertThat(client.exitCode()).isEqualTo(1);
			}
		}
	}

	@Test
	void theClientTellsThatTheSourceIsNotThere() {
		// Nobody listens on port 1
		try (RunningProcess worker = worker("worker", "--stocks.source=http://127.0.0.1:1/{symbol}")) {
			try (RunningProcess client = client(worker.await(BOUND).group(1), "PIG")) {
				assertThat(client.output()).singleElement()
					.asString()
					.startsWith("PIG: 0 rows, then SOURCE_FAILED: http://127.0.0.1:1/PIG failed: ");
				assertThat(client.exitCode()).isEqualTo(1);
			}
		}
	}

	@Test
	void theWorkerTellsThatItNeedsASource() {
		try (RunningProcess worker = worker("worker")) {
			worker.await("Say where series come from, --stocks.source=");
			assertThat(worker.exitCode()).isEqualTo(1);
		}
	}

	private static RunningProcess worker(String profiles, String... arguments) {
		return start(profiles, "--pigato.broker.bind=tcp://127.0.0.1:0", arguments);
	}

	private static RunningProcess client(String endpoint, String... arguments) {
		return start("client", "--pigato.endpoint=" + endpoint, arguments);
	}

	private static RunningProcess start(String profiles, String where, String... arguments) {
		String[] all = new String[arguments.length + 2];
		all[0] = "--spring.profiles.active=" + profiles;
		all[1] = where;
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return RunningProcess.java(StocksApplication.class, all);
	}

}
