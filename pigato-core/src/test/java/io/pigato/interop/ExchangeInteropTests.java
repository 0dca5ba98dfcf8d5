package io.pigato.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoTimeoutException;
import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One client, one broker, one worker: requests and what comes back. */
@ParameterizedClass
@EnumSource(Combination.class)
class ExchangeInteropTests {

	private static final RequestOptions OPTIONS = RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));

	private static final int LONG = 10_000;

	/**
	 * The original broker's sockets hold 1,000 messages for a peer, libzmq's default, and
	 * drop what does not fit without a word.
	 */
	private static final int FITS_ORIGINAL_BROKER = 900;

	private static final List<String> JSON = List.of("null", "true", "false", "0", "-1", "0.5", "1.0E300",
			"9007199254740991", "\"\"", "\"undefined\"", "\"grüße 漢字 🎈\"", "\"\\u0000\\u001f\\u2028\\\"\\\\\"", "[]",
			"{}", "[[],[null,[{}]],false]", "{\"é\":{\"a\":[1,{\"b\":null}]},\"__proto__x\":0,\"\":\"\"}");

	@Parameter
	Combination combination = Combination.NODE_JAVA_JAVA;

	@RegisterExtension
	final Stage stage = new Stage(() -> this.combination);

	@Test
	void everyKindOfJsonComesBackAsItWas() throws Exception {
		this.stage.worker("echo");
		TestClient client = this.stage.client();
		Map<JsonNode, CompletableFuture<Outcome>> outcomes = new LinkedHashMap<>();
		for (String json : JSON) {
			JsonNode data = NodeProcess.JSON.readTree(json);
			outcomes.put(data, client.request("echo", data, OPTIONS));
		}
		outcomes.forEach((data, outcome) -> assertThat(Stage.get(outcome)).isEqualTo(new Outcome(List.of(data), null)));
	}

	@Test
	void largeTextComesBackAsItWas() {
		this.stage.worker("echo");
		String data = "0123456789abcdé".repeat(65_536);
		assertThat(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSize(1024 * 1024);
		Outcome outcome = Stage.get(this.stage.client().request("echo", data, OPTIONS));
		assertThat(outcome.failure()).isNull();
		assertThat(outcome.values().get(0).asText().equals(data)).isTrue();
	}

	@Test
	void requestWithoutDataIsNull() {
		TestWorker worker = this.stage.holder("void", 5).worker();
		CompletableFuture<Outcome> outcome = this.stage.client().request("void", null, OPTIONS);
		Stage.until(() -> worker.requests().size() == 1);
		assertThat(worker.requests()).containsExactly(NullNode.getInstance());
		worker.end(0, null);
		assertThat(Stage.get(outcome)).isEqualTo(new Outcome(List.of(NullNode.getInstance()), null));
	}

	@Test
	void optionsAndHeadersReachTheWorker() {
		this.stage.worker("show");
		RequestOptions options = OPTIONS.withOther("colour", "röd").withHeader("tenant", "acme");
		Outcome outcome = Stage.get(this.stage.client().request("show", Map.of("show", "options"), options));
		assertThat(outcome.failure()).isNull();
		JsonNode seen = outcome.values().get(0);
		assertThat(seen.path("colour").asText()).isEqualTo("röd");
		assertThat(seen.path("headers").path("tenant").asText()).isEqualTo("acme");
		assertThat(seen.path("timeout").asInt()).isEqualTo(20_000);
	}

	@Test
	void partialsComeInOrderAndThenTheLastValue() {
		this.stage.worker("count");
		Outcome outcome = Stage
			.get(this.stage.client().stream("count", Map.of("partials", 5, "last", "done"), OPTIONS));
		assertThat(outcome).isEqualTo(new Outcome(numbers(5, TextNode.valueOf("done")), null));
	}

	@Test
	void longStreamIsComplete() {
		this.stage.worker("count");
		Map<String, Object> data = new LinkedHashMap<>();
		int count = (this.combination.broker() == Language.NODE) ? FITS_ORIGINAL_BROKER : LONG;
		data.put("partials", count);
		data.put("last", null);
		Outcome outcome = Stage.get(this.stage.client().stream("count", data, OPTIONS));
		assertThat(outcome).isEqualTo(new Outcome(numbers(count, null), null));
	}

	@Test
	void partialsDoNotDisturbARequestForAWholeReply() {
		this.stage.worker("count");
		Outcome outcome = Stage
			.get(this.stage.client().request("count", Map.of("partials", 5, "last", "done"), OPTIONS));
		assertThat(outcome).isEqualTo(new Outcome(List.of(TextNode.valueOf("done")), null));
	}

	@Test
	void workersErrorReachesTheClient() {
		this.stage.worker("fail");
		Outcome outcome = Stage.get(this.stage.client().request("fail", Map.of("fail", "none léft"), OPTIONS));
		assertThat(outcome.failure()).hasMessage("none léft");
		if (this.combination.client() == Language.JAVA) {
			assertThat(outcome.failure()).isInstanceOfSatisfying(PigatoRemoteException.class, this::assertOrigin);
		}
	}

	@Test
	void errorAfterPartialsEndsTheStream() {
		this.stage.worker("fail");
		Outcome outcome = Stage
			.get(this.stage.client().stream("fail", Map.of("partials", 3, "fail", "broken"), OPTIONS));
		assertThat(outcome.values()).isEqualTo(numbers(3, null));
		assertThat(outcome.failure()).hasMessage("broken");
	}

	@Test
	void manyRequestsAtOnceGetTheirOwnReplies() {
		this.stage.worker("echo");
		TestClient client = this.stage.client();
		List<CompletableFuture<Outcome>> outcomes = IntStream.range(0, 500)
			.mapToObj((i) -> client.request("echo", i, OPTIONS))
			.toList();
		List<Outcome> expected = new ArrayList<>();
		IntStream.range(0, 500).forEach((i) -> expected.add(new Outcome(List.of(IntNode.valueOf(i)), null)));
		assertThat(outcomes.stream().map(Stage::get)).containsExactlyElementsOf(expected);
	}

	@Test
	void requestWaitsForItsFirstWorker() {
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> outcome = client.request("late", "hi", OPTIONS);
		Stage.until(() -> this.stage.broker().queued() == 1);
		this.stage.worker("late");
		assertThat(Stage.get(outcome)).isEqualTo(new Outcome(List.of(TextNode.valueOf("hi")), null));
	}

	@Test
	void partialsKeepARequestAliveAndSilenceEndsIt() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestWorker worker = this.stage.holder("slow", 5).worker();
		CompletableFuture<Outcome> outcome = this.stage.client()
			.stream("slow", "x", RequestOptions.DEFAULT.withTimeout(Duration.ofMillis(1500)));
		Stage.until(() -> worker.requests().size() == 1);
		worker.write(0, 0);
		Outcome ended = Stage.get(outcome);
		assertThat(ended.values()).isEqualTo(numbers(1, null));
		assertTimedOut(ended);
	}

	@Test
	void lateReplyDoesNoHarm() {
		this.stage.heartbeat(Duration.ofMillis(500));
		TestWorker worker = this.stage.holder("slow", 5).worker();
		TestClient client = this.stage.client();
		CompletableFuture<Outcome> late = client.request("slow", "late",
				RequestOptions.DEFAULT.withTimeout(Duration.ofMillis(700)));
		Stage.until(() -> worker.requests().size() == 1);
		CompletableFuture<Outcome> other = client.request("slow", "other", OPTIONS);
		Stage.until(() -> worker.requests().size() == 2);
		assertTimedOut(Stage.get(late));
		if (this.combination.client() == Language.NODE && this.combination.broker() == Language.NODE) {
			// 9: that broker passes late replies on for up to a minute, and that client
			// takes them for an error
			this.stage.originalDefect(9);
			this.stage.expectError("ERR_REQ_INVALID");
		}
		worker.end(0, "too late");
		worker.end(1, "in time");
		assertThat(Stage.get(other)).isEqualTo(new Outcome(List.of(TextNode.valueOf("in time")), null));
		CompletableFuture<Outcome> next = client.request("slow", "next", OPTIONS);
		Stage.until(() -> worker.requests().size() == 3);
		worker.end(2, "again");
		assertThat(Stage.get(next)).isEqualTo(new Outcome(List.of(TextNode.valueOf("again")), null));
	}

	private void assertTimedOut(Outcome outcome) {
		assertThat(outcome.failure()).hasMessageContaining("C_TIMEOUT");
		if (this.combination.client() == Language.JAVA) {
			assertThat(outcome.failure()).isInstanceOf(PigatoTimeoutException.class);
		}
	}

	private void assertOrigin(PigatoRemoteException error) {
		boolean structured = this.combination.worker() == Language.JAVA;
		assertThat(error.code()).isEqualTo(structured ? "OUT_OF_STOCK" : "W_INTERNAL");
		assertThat(error.details()).isEqualTo(structured ? Map.of("item", 7) : null);
	}

	private static List<JsonNode> numbers(int count, @Nullable JsonNode last) {
		List<JsonNode> values = new ArrayList<>();
		IntStream.range(0, count).forEach((i) -> values.add(IntNode.valueOf(i)));
		if (last != null) {
			values.add(last);
		}
		return values;
	}

}
