package io.pigato.samples.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.client.PigatoClient;
import io.pigato.transport.Transport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code pigato ls}. */
@Timeout(120)
class ListTests {

	@ParameterizedTest
	@EnumSource(Transport.class)
	void everyWorkerIsALineUnderTheServicesInOrder(Transport transport) {
		try (Setting setting = new Setting(transport).with("echo", (request, reply) -> reply.end())
			.with("a-long-service@1.2.0", (request, reply) -> reply.end())
			.with("echo", (request, reply) -> reply.end())) {
			Run run = Run.of("ls", "--broker", setting.endpoint());
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(run.lines()).hasSize(5);
			assertThat(run.lines().get(0)).isEqualTo("SERVICE               WORKER");
			assertThat(run.lines().get(1)).isEqualTo("$dir                  (the broker)");
			assertThat(run.lines().get(2)).matches("a-long-service@1\\.2\\.0  worker-\\S+");
			assertThat(run.lines().get(3)).matches("echo                  worker-\\S+");
			assertThat(run.lines().get(4)).matches("echo                  worker-\\S+")
				.isNotEqualTo(run.lines().get(3));
		}
	}

	@Test
	void oneServiceIsListedByItsName() {
		try (Setting setting = new Setting().with("echo", (request, reply) -> reply.end())
			.with("other", (request, reply) -> reply.end())) {
			Run run = Run.of("ls", "-b", setting.endpoint(), "echo");
			assertThat(run.exitCode()).isZero();
			assertThat(run.lines()).hasSize(2);
			assertThat(run.lines().get(1)).startsWith("echo     worker-");
		}
	}

	@Test
	void serviceThatNobodyOffersIsSaid() {
		try (Setting setting = new Setting()) {
			Run run = Run.of("ls", "-b", setting.endpoint(), "echo");
			assertThat(run.exitCode()).isEqualTo(1);
			assertThat(run.out()).isEmpty();
			assertThat(run.err()).isEqualToIgnoringNewLines("No worker offers 'echo'.");
		}
	}

	@Test
	void nodeBrokerWithoutItsDirectoryCannotListAndThatIsSaid() {
		try (NodeBroker broker = new NodeBroker()) {
			Run run = Run.of("ls", "-b", broker.endpoint(), "-t", "2s");
			assertThat(run.exitCode()).isEqualTo(3);
			assertThat(run.out()).isEmpty();
			assertThat(run.err()).contains("no reply from its service '$dir' within 2 s",
					"A Node.js broker cannot list", "PIGATO.services.Directory");
		}
	}

	@Test
	void nodeBrokerWithItsDirectoryListsTheWorkers() {
		try (NodeBroker broker = new NodeBroker().withDirectory();
				TrialWorker worker = new TrialWorker(broker.endpoint(), "trial");
				PigatoClient client = PigatoClient.builder().endpoint(broker.endpoint()).build()) {
			worker.register(Duration.ofSeconds(30));
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lists(client, "trial"));
			Run run = Run.of("ls", "-b", broker.endpoint());
			assertThat(run.exitCode()).as(run.err()).isZero();
			assertThat(run.out()).containsPattern("(?m)^\\$dir +\\S+").containsPattern("(?m)^trial +doctor-");
			assertThat(Run.of("ls", "-b", broker.endpoint(), "trial").lines()).hasSize(2);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void noBrokerIsAnErrorAtOnce() {
		Run run = Run.of("ls", "-b", "tcp://127.0.0.1:1", "-t", "1h");
		assertThat(run.exitCode()).isEqualTo(3);
		assertThat(run.err()).contains("error B_UNREACHABLE: No broker: ", "hint: pigato doctor ENDPOINT");
	}

	@Test
	void namesWithoutWorkersAndNamesThatWouldDisturbATerminalAreShown() {
		StringWriter out = new StringWriter();
		new ServiceTable(Map.of("asked", List.of(), "\u001b[2J", List.of("w\n1"))).print(new PrintWriter(out));
		assertThat(out.toString().lines()).containsExactly("SERVICE    WORKER", "\\u001b[2J  w 1", "asked      (none)");
	}

	private static boolean lists(PigatoClient client, String service) {
		try {
			return !client.directory(service).get(2, TimeUnit.SECONDS).isEmpty();
		}
		catch (TimeoutException | ExecutionException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
