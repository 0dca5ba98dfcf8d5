package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.FreePorts;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/** The broker's process is killed, and another one takes its port. */
@ParameterizedClass
@Settings
class ReconnectInteropTests {

	private static final Duration HEARTBEAT = Duration.ofMillis(500);

	private static final Outcome PONG = new Outcome(List.of(TextNode.valueOf("ping")), null);

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void peersComeBackWhenTheBrokerIsKilledAndStartedAgain() {
		this.stage.heartbeat(HEARTBEAT);
		String endpoint = FreePorts.endpoint();
		AutoCloseable broker = start(endpoint);
		this.stage.workerAt(endpoint, "echo");
		TestClient client = this.stage.clientAt(endpoint);
		awaitPong(client);
		kill(broker);
		CompletableFuture<Outcome> meanwhile = client.request("echo", "ping",
				RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(20)));
		start(endpoint);
		awaitPong(client);
		if (this.setting.client() == Language.JAVA) {
			// asked before its client had noticed, it may have gone down with the
			// connection; it ends in any case
			assertThat(Stage.get(meanwhile)).satisfiesAnyOf((outcome) -> assertThat(outcome).isEqualTo(PONG),
					(outcome) -> assertThat(outcome.failure()).isNotNull());
		}
	}

	private AutoCloseable start(String endpoint) {
		if (this.setting.broker() == Language.JAVA) {
			return this.stage.keep(MortalBroker.start(this.setting.engine(), endpoint, HEARTBEAT));
		}
		NodeProcess process = this.stage.node().mortal();
		NodePeers.broker(process, Stage.name("broker"), endpoint, FreePorts.endpoint(), this.stage.config("", 0));
		return process;
	}

	private static void kill(AutoCloseable broker) {
		try {
			broker.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void awaitPong(TestClient client) {
		RequestOptions options = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(1));
		Stage.patiently().until(() -> Stage.get(client.request("echo", "ping", options)), PONG::equals);
	}

}
