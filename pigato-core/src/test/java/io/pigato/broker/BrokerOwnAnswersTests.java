package io.pigato.broker;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BrokerOwnAnswersTests {

	private static final ObjectMapper JSON = new ObjectMapper();

	private BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT,
			new CacheLimits(2, 4000));

	@Test
	void directoryIsCompleteAndCurrent() {
		assertThat(ask("$dir", "null", "{}")).isEqualTo("{\"$dir\":[]}");
		this.broker.worker("w2", "echo", 1);
		this.broker.worker("w1", "echo", 1);
		assertThat(ask("$dir", "undefined", "{}")).isEqualTo("{\"$dir\":[],\"echo\":[\"w1\",\"w2\"]}");
		this.broker.gone("w1");
		assertThat(ask("$dir", "0", "{}")).isEqualTo("{\"$dir\":[],\"echo\":[\"w2\"]}");
	}

	@Test
	void directoryKnowsTheWorkersOfOneService() {
		this.broker.worker("w\"1", "echo", 1);
		assertThat(ask("$dir", "\"echo\"", "{}")).isEqualTo("[\"w\\\"1\"]");
		assertThat(ask("$dir", "\"other\"", "{}")).isEqualTo("[]");
		assertThat(ask("$dir", "{\"a\":1}", "{}")).isEqualTo("[]");
		assertThat(ask("$dir", "\"\"", "{}")).startsWith("{");
		assertThat(ask("$dir", "{broken", "{}")).startsWith("{");
	}

	@Test
	void directoryThatNoPeerWouldTakeIsAnError() {
		String longest = "\u0001".repeat(250);
		this.broker.client("c");
		for (int i = 0; i < 6_000; i++) {
			this.broker.worker(longest + i, longest + i, 1);
		}
		assertThat(ask("$dir", "null", "{}")).isEqualTo("\"B_LIMIT\"");
		assertThat(ask("$dir", "\"echo\"", "{}")).isEqualTo("[]");
		assertThat(this.broker.state().directory()).isNull();
	}

	@Test
	void directoryIsReusedWhileNothingChangesAndFreshAfterEachChange() {
		this.broker.worker("w1", "echo", 1);
		this.broker.worker("w2", "other", 1);
		Frame whole = answerFrame("null");
		Frame echo = answerFrame("\"echo\"");
		this.broker.heartbeat("w1", "{\"concurrency\":7}");
		assertThat(answerFrame("null")).isSameAs(whole);
		assertThat(answerFrame("\"echo\"")).isSameAs(echo);
		this.broker.gone("w2");
		assertThat(answerFrame("null").text()).isEqualTo("{\"$dir\":[],\"echo\":[\"w1\"]}");
		assertThat(answerFrame("\"other\"").text()).isEqualTo("[]");
		assertThat(answerFrame("\"echo\"")).as("another service's change").isSameAs(echo);
		this.broker.worker("w3", "echo", 1);
		assertThat(answerFrame("\"echo\"").text()).isEqualTo("[\"w1\",\"w3\"]");
		this.broker.from("w1", new WorkerGoodbye());
		assertThat(answerFrame("\"echo\"").text()).isEqualTo("[\"w3\"]");
		this.broker.pass(BrokerHarness.INTERVAL_MILLIS * (BrokerHarness.LIVENESS + 2));
		assertThat(answerFrame("null").text()).isEqualTo("{\"$dir\":[]}");
	}

	@Test
	void workerThatRegistersAnewUnderAnotherNameMovesInTheDirectory() {
		this.broker.worker("w1", "echo", 1);
		this.broker.gone("w1");
		this.broker.worker("w1", "other", 1);
		assertThat(ask("$dir", "null", "{}")).isEqualTo("{\"$dir\":[],\"other\":[\"w1\"]}");
	}

	@Test
	void hostileNamesAndIdsAreValidJson() throws IOException {
		String name = "\"},\u0000\n\u2028\\é\uD83D\uDE00 __proto__";
		this.broker.worker("w\u0007\"]", name, 1);
		register(new byte[] { 'w', (byte) 0xff }, new byte[] { 'n', (byte) 0xc3 });
		register(new byte[] { 'w', (byte) 0xfe }, new byte[] { 'n', (byte) 0xe2 });
		JsonNode whole = JSON.readTree(answerFrame("null").array());
		assertThat(whole).hasSize(3);
		assertThat(whole.get(name).get(0).asText()).isEqualTo("w\u0007\"]");
		assertThat(whole.get("n\uFFFD")).extracting(JsonNode::asText).containsExactly("w\uFFFD");
		this.broker.state().onPeerGone(Frame.of(new byte[] { 'w', (byte) 0xff }), 0);
		assertThat(ask("$dir", JSON.writeValueAsString("n\uFFFD"), "{}")).as("one of two of one writing is left")
			.isEqualTo("[\"w\uFFFD\"]");
		this.broker.state().onPeerGone(Frame.of(new byte[] { 'w', (byte) 0xfe }), 0);
		assertThat(ask("$dir", JSON.writeValueAsString("n\uFFFD"), "{}")).isEqualTo("[]");
	}

	@Test
	void wildcardsAndVersionsAppearLiterally() {
		this.broker.worker("w1", "ech*", 1);
		this.broker.worker("w2", "calc@1.2.3", 1);
		assertThat(ask("$dir", "null", "{}")).isEqualTo("{\"$dir\":[],\"calc@1.2.3\":[\"w2\"],\"ech*\":[\"w1\"]}");
		assertThat(ask("$dir", "\"ech*\"", "{}")).isEqualTo("[\"w1\"]");
		assertThat(ask("$dir", "\"echo\"", "{}")).isEqualTo("[]");
		assertThat(ask("$dir", "\"calc@^1.0\"", "{}")).isEqualTo("[]");
	}

	@Test
	void directoryIsNotAnsweredByAStoppingBroker() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.client("c");
		this.broker.state().stop();
		this.broker.events().clear();
		assertThat(ask("$dir", "null", "{}")).isEqualTo("\"B_SHUTDOWN\"");
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"B_SHUTDOWN\"");
		assertThat(this.broker.events()).containsExactly("failed B_SHUTDOWN", "failed B_SHUTDOWN");
	}

	@Test
	void clientThatDoesNotTakeTheBrokersOwnAnswersIsCutOff() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		for (String service : List.of("$dir", "echo")) {
			String client = "slow-" + service;
			this.broker.client(client);
			this.broker.answer(client, SendResult.FULL);
			this.broker.request(client, service, "1");
			this.broker.pass(100);
			assertThat(this.broker.cutOff()).contains(client);
		}
	}

	@Test
	void directoryAndCacheAreToldApart() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.events().clear();
		ask("$dir", "null", "{}");
		ask("echo", "1", "{}");
		assertThat(this.broker.events()).containsExactly("answered $dir", "answered echo from the cache");
	}

	@Test
	void answerThatCannotBeDeliveredIsDropped() {
		this.broker.client("c");
		this.broker.answer("c", SendResult.FULL);
		send("$dir", "null", "{}");
		this.broker.answer("c", SendResult.GONE);
		send("$dir", "null", "{}");
		assertThat(this.broker.events()).contains("dropped CLIENT_FULL", "dropped CLIENT_GONE");
	}

	@Test
	void withoutCacheReplyIsNotServed() {
		this.broker = new BrokerHarness();
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void requestThatSkipsTheCacheReplacesWhatIsStored() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.pass(400);
		answerWith("\"newer\"", "{\"cache\":500}");
		this.broker.pass(400);
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"newer\"");
		answerWith("\"private\"", "{}");
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).as("a newer reply that may not be stored ends the older").isNull();
	}

	@Test
	void newerErrorLeavesWhatIsStored() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		answer("1", "{\"cache\":500}", ReplyCode.ERROR);
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"reply\"");
	}

	@Test
	void storedReplyExpiresToTheMillisecond() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.pass(499);
		assertThat(ask("echo", "1", "{}")).isNotNull();
		this.broker.pass(1);
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void expiredReplyIsNotUsedEvenBeforeItsDeadlineHasItsTurn() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		assertThat(askAt(499_999_999)).isOne();
		assertThat(askAt(500_000_000)).isZero();
	}

	@Test
	void targetedRequestsNeitherFindNorStore() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		assertThat(ask("echo", "1", "{\"workerId\":\"w\"}")).as("the worker is asked").isNull();
		this.broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT, new CacheLimits(2, 4000));
		this.broker.worker("w", "echo", 1);
		send("echo", "1", "{\"workerId\":\"w\"}");
		reply("{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void replyAfterADroppedPartialIsNotStored() {
		this.broker.worker("w", "echo", 1);
		send("echo", "1", "{}");
		this.broker.partial("w", "c", "r", "null");
		reply("{\"cache\":500}", ReplyCode.OK);
		assertThat(this.broker.events()).contains("dropped NULL_PARTIAL", "replied after 0");
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void replyToARejectedAndARetriedRequestIsStored() {
		this.broker.worker("first", "echo", 1);
		send("echo", "1", "{\"retry\":1}");
		this.broker.reject("first", "c", "r");
		this.broker.worker("second", "echo", 1);
		this.broker.gone("second");
		assertThat(this.broker.events()).contains("rejected", "retried");
		this.broker.worker("w", "echo", 1);
		reply("{\"cache\":500}", ReplyCode.OK);
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"reply\"");
	}

	@Test
	void replyThatComesTooLateIsNotStored() {
		this.broker.worker("w", "echo", 1);
		send("echo", "1", "{}");
		this.broker.cancel("c", "r");
		reply("{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void storedRepliesLeaveNoDeadlines() {
		int before = this.broker.deadlines();
		for (int data = 0; data < 5; data++) {
			answer(Integer.toString(data), "{\"cache\":500}", ReplyCode.OK);
		}
		this.broker.from("w", new WorkerGoodbye());
		assertThat(this.broker.deadlines()).as("those of what is stored").isEqualTo(before + 2);
		this.broker.pass(500);
		assertThat(this.broker.deadlines()).isEqualTo(before);
	}

	@Test
	void dismissalForgetsWhatIsStored() {
		answer("1", "{\"cache\":3600000}", ReplyCode.OK);
		this.broker.state().stop();
		this.broker.state().dismissWorkers(0);
		assertThat(this.broker.deadlines()).isZero();
	}

	@Test
	void replyBeyondTheBoundIsNotStoredAndLeavesTheOthers() {
		this.broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT, new CacheLimits(100, 1000));
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.worker("w", "echo", 1);
		send("echo", "2", "{}");
		replyWith('"' + "x".repeat(1000) + '"', "{\"cache\":500}");
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNotNull();
		assertThat(ask("echo", "2", "{}")).isNull();
	}

	@Test
	void boundsOfTheCacheAreChecked() {
		PigatoBroker.Builder builder = PigatoBroker.builder();
		assertThatIllegalArgumentException().isThrownBy(() -> builder.replyCache(-1, 10))
			.withMessageContaining("-1 entries");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.replyCache(10, -2))
			.withMessageContaining("-2 bytes");
		assertThat(builder.replyCache(0, 0)).isSameAs(builder);
	}

	@Test
	void storedReplyIsUsedUntilItExpiresEvenWithoutAWorker() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isEqualTo("\"reply\"");
		assertThat(this.broker.events()).contains("answered echo from the cache");
		assertThat(ask("echo", "2", "{}")).isNull();
		assertThat(ask("echo", "1", "{\"nocache\":true}")).isNull();
		assertThat(ask("echo", "1", "{\"workerId\":\"w\"}")).isNull();
		this.broker.pass(501);
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	@Test
	void errorsAndStreamsAndRepliesWithoutLeaveAreNotStored() {
		answer("1", "{}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.ERROR);
		send("echo", "3", "{}");
		this.broker.partial("w", "c", "r", "1");
		reply("{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNull();
		assertThat(ask("echo", "2", "{}")).isNull();
		assertThat(ask("echo", "3", "{}")).isNull();
	}

	@Test
	void cacheKeepsWhatWasUsedLast() {
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.OK);
		assertThat(ask("echo", "1", "{}")).isNotNull();
		answer("3", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "1", "{}")).isNotNull();
		assertThat(ask("echo", "3", "{}")).isNotNull();
		assertThat(ask("echo", "2", "{}")).isNull();
	}

	@Test
	void cacheIsBoundedInBytes() {
		this.broker = new BrokerHarness(BrokerLimits.DEFAULT, DispatchPolicy.DEFAULT, new CacheLimits(100, 600));
		answer("1", "{\"cache\":500}", ReplyCode.OK);
		answer("2", "{\"cache\":500}", ReplyCode.OK);
		this.broker.gone("w");
		assertThat(ask("echo", "2", "{}")).isNotNull();
		assertThat(ask("echo", "1", "{}")).isNull();
	}

	private void answer(String data, String options, ReplyCode code) {
		this.broker.worker("w", "echo", 1);
		send("echo", data, "{\"nocache\":1}");
		reply(options, code);
		this.broker.take("c");
	}

	private void answerWith(String data, String options) {
		send("echo", "1", "{\"nocache\":1}");
		replyWith(data, options);
		this.broker.take("c");
	}

	private void register(byte[] identity, byte[] service) {
		this.broker.state().onMessage(Frame.of(identity), new WorkerReady(Frame.of(service)), 0);
	}

	/** How many requests are answered at a time at which no deadline has had its turn. */
	private long askAt(long nowNanos) {
		this.broker.events().clear();
		this.broker.state()
			.onMessage(Frame.of("d"),
					new ClientRequest(Frame.of("echo"), Frame.of("r" + nowNanos), Frame.of("1"), Frame.of("{}")),
					nowNanos);
		return this.broker.events().stream().filter("answered echo from the cache"::equals).count();
	}

	private Frame answerFrame(String data) {
		this.broker.take("c");
		send("$dir", data, "{}");
		return ((ClientReply) this.broker.take("c").get(0)).body().data();
	}

	private void reply(String options, ReplyCode code) {
		reply("\"reply\"", options, code);
	}

	private void replyWith(String data, String options) {
		reply(data, options, ReplyCode.OK);
	}

	private void reply(String data, String options, ReplyCode code) {
		this.broker.from("w", new WorkerReply(true, Frame.of("c"), Frame.of("r"),
				new ReplyBody(code, Frame.of(data), Frame.of(options))));
	}

	private void send(String service, String data, String options) {
		this.broker.from("c", new ClientRequest(Frame.of(service), Frame.of("r"), Frame.of(data), Frame.of(options)));
	}

	/** The data of the immediate answer, or {@code null} if there is none. */
	private @Nullable String ask(String service, String data, String options) {
		this.broker.take("c");
		send(service, data, options);
		List<ClientReply> replies = this.broker.take("c")
			.stream()
			.filter(ClientReply.class::isInstance)
			.map(ClientReply.class::cast)
			.toList();
		this.broker.cancel("c", "r");
		return replies.isEmpty() ? null : replies.get(0).body().data().text();
	}

}
