package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.RequestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;

import static org.assertj.core.api.Assertions.assertThat;

/** Which worker gets a request, and what becomes of it when that worker is lost. */
@ParameterizedClass
@Settings
class WorkersInteropTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(25));

	private static final Outcome DONE = new Outcome(List.of(TextNode.valueOf("done")), null);

	@Parameter
	Setting setting = Setting.NONE;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.setting);

	@Test
	void targetedRequestsReachThatWorkerOnly() {
		TestWorker other = this.stage.holder("pair", 20).worker();
		Stage.Registered target = this.stage.holder("pair", 20);
		TestClient client = this.stage.client();
		List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, 6)
			.mapToObj((i) -> client.request("pair", i, OPTIONS.withWorkerId(target.id())))
			.toList();
		Stage.until(() -> target.worker().requests().size() == 6);
		IntStream.range(0, 6).forEach((i) -> target.worker().end(i, "done"));
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(Stage.get(outcome)).isEqualTo(DONE));
		assertThat(other.requests()).isEmpty();
	}

	@Test
	void unknownTargetIsAnError() {
		this.stage.heartbeat(Duration.ofMillis(500));
		this.stage.worker("echo");
		RequestOptions options = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(2)).withWorkerId("nobody");
		Outcome outcome = Stage.get(this.stage.client().request("echo", 1, options));
		// the original has such a request wait
		assertThat(outcome.failure()).hasMessageContaining(javaBroker() ? "B_TARGET_NOT_FOUND" : "C_TIMEOUT");
	}

	@Test
	void rejectedRequestGoesToAnotherWorker() {
		TestWorker first = this.stage.holder("picky", 5).worker();
		CompletableFuture<Outcome> outcome = this.stage.client().request("picky", 1, OPTIONS);
		Stage.until(() -> first.requests().size() == 1);
		first.reject(0);
		if (javaBroker()) {
			TestWorker second = this.stage.holder("picky", 5).worker();
			Stage.until(() -> second.requests().size() == 1);
			second.end(0, "done");
			assertThat(first.requests()).hasSize(1);
		}
		else {
			// 4: it comes back to the one that has rejected it, again and again
			this.stage.originalDefect(4);
			Stage.until(() -> first.requests().size() == 2);
			first.reject(1);
			Stage.until(() -> first.requests().size() == 3);
			first.end(2, "done");
		}
		assertThat(Stage.get(outcome)).isEqualTo(DONE);
	}

	@Test
	void requestWithRetryGoesToAnotherWorkerWhenItsWorkerIsKilled() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestWorker victim = this.stage.mortal("fragile").worker();
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> outcome = client.request("fragile", "work", OPTIONS.withRetry(true));
		Stage.until(() -> victim.requests().size() == 1);
		TestWorker heir = this.stage.holder("fragile", 5).worker();
		victim.kill();
		Stage.until(() -> heir.requests().size() == 1);
		assertThat(heir.requests()).containsExactly(TextNode.valueOf("work"));
		heir.end(0, "done");
		assertThat(Stage.get(outcome)).isEqualTo(DONE);
	}

	@Test
	void requestWithoutRetryFailsWhenItsWorkerIsKilled() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestWorker victim = this.stage.mortal("fragile").worker();
		RequestOptions options = javaBroker() ? OPTIONS : OPTIONS.withTimeout(Duration.ofSeconds(2));
		CompletableFuture<Outcome> outcome = this.stage.client().request("fragile", "work", options);
		Stage.until(() -> victim.requests().size() == 1);
		victim.kill();
		if (!javaBroker()) {
			// 8: the client is told nothing
			this.stage.originalDefect(8);
		}
		assertThat(Stage.get(outcome).failure()).hasMessageContaining(javaBroker() ? "B_WORKER_LOST" : "C_TIMEOUT");
	}

	@Test
	void workerGetsNoMoreThanItsConcurrency() {
		Stage.Registered two = this.stage.holder("narrow", 2);
		TestWorker worker = two.worker();
		boolean raisedBehindAnOriginal = !javaBroker();
		TestClient client = this.stage.client();
		List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, 5)
			.mapToObj((i) -> client.request("narrow", i, OPTIONS))
			.toList();
		Stage.until(() -> worker.requests().size() == 2 && this.stage.broker().queued() == 3);
		worker.end(0, "done");
		Stage.until(() -> worker.requests().size() == 3 && this.stage.broker().queued() == 2);
		worker.concurrency(4);
		if (raisedBehindAnOriginal) {
			// that broker looks at its queue again only at the next reply
			this.stage.broker().awaitWorker(two.id(), 4);
			worker.end(1, "done");
		}
		Stage.until(() -> worker.requests().size() == 5 && this.stage.broker().queued() == 0);
		for (int i = raisedBehindAnOriginal ? 2 : 1; i < 5; i++) {
			int next = i;
			Stage.until(() -> worker.requests().size() > next);
			worker.end(i, "done");
		}
		assertThat(outcomes).allSatisfy((outcome) -> assertThat(Stage.get(outcome)).isEqualTo(DONE));
	}

	private boolean javaBroker() {
		return this.setting.broker() == Language.JAVA;
	}

}
