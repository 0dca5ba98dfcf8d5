package io.pigato.samples.command;

import java.util.List;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pigato doctor} with brokers that work. */
@Timeout(120)
class DoctorTests {

	private static final List<String> STEPS = List.of("endpoint", "connect", "greeting", "socket", "heartbeat",
			"worker", "request", "stream", "error", "time-out", "cancel", "directory", "goodbye");

	@ParameterizedTest
	@EnumSource(Transport.class)
	void javaBrokerPassesEveryStep(Transport transport) {
		try (Setting setting = new Setting(transport)) {
			Run run = Run.of("doctor", setting.endpoint(), "-t", "20s");
			assertThat(run.exitCode()).as(run.out()).isZero();
			assertThat(run.err()).isEmpty();
			assertThat(steps(run, "ok")).isEqualTo(STEPS);
			assertThat(run.out()).contains("extensions {\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}: a Java broker",
					"3 partials and the end, in order", "mechanism NULL");
			assertThat(run.lines().get(STEPS.size()))
				.isEqualTo(setting.endpoint() + " is a Java broker, and it works.");
			assertThat(setting.broker().snapshot().workers()).isZero();
		}
	}

	@Test
	void nodeBrokerPassesWhatItHas() {
		try (NodeBroker broker = new NodeBroker()) {
			Run run = Run.of("doctor", broker.endpoint(), "-t", "3s");
			assertThat(run.exitCode()).as(run.out()).isZero();
			assertThat(steps(run, "-")).containsExactly("cancel", "directory");
			assertThat(steps(run, "ok")).isEqualTo(
					STEPS.stream().filter((step) -> !step.equals("cancel") && !step.equals("directory")).toList());
			assertThat(run.out()).contains("no extensions: a broker of the original, Node.js");
			assertThat(run.lines()).last()
				.isEqualTo(broker.endpoint() + " is a broker of the original, Node.js, and it works.");
		}
	}

	@Test
	void nodeBrokerWithItsDirectoryNamesTheWorker() {
		try (NodeBroker broker = new NodeBroker().withDirectory()) {
			Run run = Run.of("doctor", broker.endpoint(), "-t", "20s");
			assertThat(run.exitCode()).as(run.out()).isZero();
			assertThat(steps(run, "-")).containsExactly("cancel");
			assertThat(run.out()).contains("$dir names the worker", "is not listed any more");
		}
	}

	private static List<String> steps(Run run, String status) {
		return run.lines()
			.stream()
			.map((line) -> line.split(" +"))
			.filter((words) -> words[0].equals(status))
			.map((words) -> words[1])
			.toList();
	}

}
