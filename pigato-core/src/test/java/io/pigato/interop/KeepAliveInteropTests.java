package io.pigato.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Heartbeats that speak for something else than their sender: for a request, and for a
 * worker that is too busy.
 */
@ParameterizedClass
@Settings(Combination.NODE_JAVA_NODE)
class KeepAliveInteropTests {

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void requestHeartbeatsKeepAReplyActive() {
		this.stage.heartbeat(Duration.ofMillis(500));
		NodePeers.Worker worker = (NodePeers.Worker) this.stage.holder("long", 5).worker();
		TestClient client = this.stage.client();
		RequestOptions options = RequestOptions.DEFAULT;
		CompletableFuture<Outcome> beating = client.stream("long", "beating", options.withOther("beat", 100));
		Stage.until(() -> worker.requests().size() == 1);
		CompletableFuture<Outcome> silent = client.stream("long", "silent", options);
		Stage.until(() -> worker.requests().size() == 2);
		assertThat(worker.isActive(0)).isTrue();
		assertThat(worker.isActive(1)).isTrue();
		Stage.until(() -> !worker.isActive(1));
		assertThat(worker.isActive(0)).isTrue();
		this.stage.node().peers().call("endBeats", Map.of());
		Stage.until(() -> !worker.isActive(0));
		worker.end(0, "a");
		worker.end(1, "b");
		assertThat(Stage.get(beating).values()).containsExactly(TextNode.valueOf("a"));
		assertThat(Stage.get(silent).values()).containsExactly(TextNode.valueOf("b"));
	}

	@Test
	void workerLivesByItsClientsHeartbeats() {
		this.stage.heartbeat(Duration.ofMillis(500));
		RawDealer worker = dealer("ruby-worker");
		worker.send("W", "1", "ruby");
		assertThat(worker.receive()).startsWith("W", "1");
		RawDealer client = dealer("ruby-client");
		client.send("C", "2", "ruby", "r1", "\"a\"", "{}");
		List<String> request = worker.receiveRequest();
		long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
		Stage.until(() -> {
			client.send("C", "4", "worker", "ruby-worker");
			client.send("C", "4", "worker", "somebody-else");
			return System.nanoTime() > end;
		});
		worker.send("W", "3", request.get(2), "", request.get(5), "0", "\"b\"");
		assertThat(client.receive()).startsWith("C", "3", "", "r1", "0", "\"b\"");
		// and without them it is lost
		Stage.until(() -> worker.receive().get(1).equals("5"));
	}

	private RawDealer dealer(String identity) {
		byte[] ascii = identity.getBytes(StandardCharsets.US_ASCII);
		return this.stage.keep(new RawDealer(this.stage.broker().endpoint(), ascii));
	}

}
