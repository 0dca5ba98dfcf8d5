package io.pigato.interop;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whether an original worker's handler believes that somebody waits for its reply. */
class ActiveInteropTests {

	@RegisterExtension
	final Stage stage = new Stage(() -> Combination.NODE_JAVA_NODE);

	@Test
	void requestHeartbeatsKeepAReplyActive() {
		this.stage.heartbeat(Duration.ofMillis(500));
		NodePeers.Worker worker = (NodePeers.Worker) this.stage.holder("long", 5).worker();
		TestClient client = this.stage.client();
		RequestOptions options = RequestOptions.DEFAULT;
		CompletableFuture<Outcome> beating = client.stream("long", "beating", options.withOther("beat", 100));
		await().until(() -> worker.requests().size() == 1);
		CompletableFuture<Outcome> silent = client.stream("long", "silent", options);
		await().until(() -> worker.requests().size() == 2);
		assertThat(worker.isActive(0)).isTrue();
		assertThat(worker.isActive(1)).isTrue();
		await().until(() -> !worker.isActive(1));
		assertThat(worker.isActive(0)).isTrue();
		this.stage.node().peers().call("endBeats", Map.of());
		await().until(() -> !worker.isActive(0));
		worker.end(0, "a");
		worker.end(1, "b");
		assertThat(Stage.get(beating).values()).containsExactly(TextNode.valueOf("a"));
		assertThat(Stage.get(silent).values()).containsExactly(TextNode.valueOf("b"));
	}

}
