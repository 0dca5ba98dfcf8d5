package io.pigato.samples.quickstart;

import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The same application started twice: as broker with services, and as client. */
class TwoProcessesTests {

	private static final Pattern BROKER = Pattern.compile("PIGATO broker started on (tcp://\\S+)");

	private static final Pattern WORKERS = Pattern.compile("PIGATO workers started for (.*)");

	@Test
	void theClientIsAnsweredOverTcpAndEndsWhileTheServerStays() throws Exception {
		try (RunningProcess server = RunningProcess.start("--spring.profiles.active=server",
				"--pigato.broker.bind=tcp://127.0.0.1:0")) {
			String endpoint = server.await(BROKER);
			assertThat(server.await(WORKERS)).isEqualTo("countdown, echo");
			for (int i = 0; i < 2; i++) {
				try (RunningProcess client = RunningProcess.start("--spring.profiles.active=client",
						"--pigato.endpoint=" + endpoint)) {
					assertThat(client.lines()).containsExactly("echo: Hello, PIGATO", "countdown: 3", "countdown: 2",
							"countdown: 1", "countdown: 0");
					assertThat(client.exitCode()).isZero();
				}
			}
			assertThat(server.endsWithin(2)).isFalse();
			server.terminate();
			assertThat(server.lines()).noneMatch((line) -> line.contains("Exception"));
			assertThat(server.endsWithin(60)).isTrue();
		}
	}

}
