package io.pigato.broker;

import java.util.List;
import java.util.stream.IntStream;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.BrokerError;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The life of a request, from its client to its end. */
class BrokerRequestsTests {

	private static final String RETRY = "{\"retry\":1}";

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void heartbeatOfAClientIsEchoedWithWhatTheBrokerCanDo() {
		this.broker.from("c", new ClientHeartbeat());
		assertThat(this.broker.take("c")).containsExactly(new ClientHeartbeatEcho(BrokerContext.EXTENSIONS));
	}

	@Test
	void replyAndPartialsGoToTheClientInOrder() {
		running("c", "w", "{}");
		this.broker.partial("w", "c", "1", "\"a\"");
		this.broker.partial("w", "c", "1", "\"b\"");
		this.broker.pass(7);
		this.broker.reply("w", "c", "1", "\"c\"");
		assertThat(this.broker.take("c")).containsExactly(clientReply(false, "\"a\""), clientReply(false, "\"b\""),
				clientReply(true, "\"c\""));
		assertThat(this.broker.events()).endsWith("replied after 7");
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void sameIdOfTwoClientsAreTwoRequests() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.request("d", "echo", "1");
		this.broker.reply("w", "d", "1", "\"d\"");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.take("d")).containsExactly(clientReply(true, "\"d\""));
	}

	@Test
	void duplicateOfALiveRequestIsDropped() {
		running("c", "w", "{}");
		this.broker.request("c", "echo", "1");
		assertThat(this.broker.events()).endsWith("dropped DUPLICATE_REQUEST");
		assertThat(this.broker.takeRequests("w")).isEmpty();
	}

	@Test
	void replyOfAWorkerThatDoesNotHoldTheRequestIsDropped() {
		running("c", "w", "{}");
		this.broker.worker("thief", "echo", 9);
		this.broker.reply("thief", "c", "1", "\"stolen\"");
		this.broker.partial("thief", "c", "1", "\"stolen\"");
		this.broker.reject("thief", "c", "1");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.take("thief")).isEmpty();
		assertThat(this.broker.events().stream().filter("dropped UNEXPECTED_REPLY"::equals)).hasSize(3);
		assertThat(this.broker.state().workers()).isEqualTo(2);
	}

	@Test
	void formsOfNothingAreSentAsNull() {
		this.broker.worker("w", "echo", 9);
		this.broker.from("c", new ClientRequest(Frame.of("echo"), Frame.of("1"), Frame.of("undefined"), Frame.EMPTY));
		WorkerRequest sent = (WorkerRequest) this.broker.take("w").get(0);
		assertThat(sent.request().data()).isEqualTo(JsonFrames.NULL);
		assertThat(sent.request().options()).isEqualTo(JsonFrames.EMPTY_OBJECT);
		this.broker.reply("w", "c", "1", "undefined");
		assertThat(this.broker.take("c")).containsExactly(clientReply(true, "null"));
	}

	@Test
	void partialWithoutAValueIsDroppedAndKeepsTheRequestAlive() {
		running("c", "w", "{\"timeout\":100}");
		this.broker.pass(90);
		this.broker.partial("w", "c", "1", "null");
		this.broker.pass(90);
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.events()).contains("dropped NULL_PARTIAL").doesNotContain("expired");
	}

	@Test
	void waitingRequestExpiresWithoutBeingDispatched() {
		this.broker.request("c", "echo", "1", "{\"timeout\":100}");
		this.broker.pass(100);
		assertThat(this.broker.events()).endsWith("expired");
		this.broker.worker("w", "echo", 9);
		assertThat(this.broker.state().inFlight()).isZero();
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void expiredRequestKeepsItsSlotUntilItsWorkerEndsIt() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1", "{\"timeout\":100}");
		this.broker.request("c", "echo", "2");
		this.broker.take("w");
		this.broker.pass(100);
		assertThat(this.broker.take("w")).containsExactly(new HandlerCancel(Frame.of("c"), Frame.of("1")));
		this.broker.partial("w", "c", "1", "\"late\"");
		this.broker.reply("w", "c", "1", "\"late\"");
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.events().stream().filter("dropped LATE_REPLY"::equals)).hasSize(2);
	}

	@Test
	void expiredRequestFreesItsSlotAfterAMinuteAtMost() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1", "{\"timeout\":100}");
		this.broker.request("c", "echo", "2", "{\"timeout\":-1}");
		this.broker.take("w");
		this.broker.pass(100);
		this.broker.passWithHeartbeats(60_000, "w");
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
	}

	@Test
	void partialRestartsTheTimeOutAndARetryDoesNot() {
		running("c", "w", "{\"timeout\":100,\"retry\":true}");
		this.broker.pass(90);
		this.broker.gone("w");
		this.broker.worker("v", "echo", 9);
		this.broker.pass(10);
		assertThat(this.broker.events()).endsWith("expired");
		running("d", "x", "{\"timeout\":100}");
		this.broker.pass(90);
		this.broker.partial("x", "d", "1", "1");
		this.broker.partial("v", "d", "1", "1");
		this.broker.pass(90);
		assertThat(this.broker.events().stream().filter("expired"::equals)).hasSize(1);
	}

	@Test
	void requestOfALostWorkerFailsAtOnce() {
		this.broker.client("c");
		running("c", "w", "{}");
		this.broker.gone("w");
		assertThat(error("c")).isEqualTo("\"" + ErrorCodes.WORKER_LOST + "\"");
		assertThat(this.broker.events()).endsWith("failed B_WORKER_LOST");
	}

	@Test
	void requestWithRetryGoesToTheHeadOfItsQueue() {
		running("c", "w", RETRY);
		this.broker.request("c", "echo", "2");
		this.broker.request("c", "echo", "3", RETRY);
		this.broker.from("w", new WorkerGoodbye());
		this.broker.request("c", "echo", "4");
		this.broker.from("v", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("v", "{\"concurrency\":9}");
		assertThat(this.broker.takeRequests("v")).containsExactly("1", "3", "4");
	}

	@Test
	void requestIsTriedFiveTimesAtMost() {
		this.broker.client("c");
		this.broker.request("c", "echo", "1", RETRY);
		for (int i = 1; i <= 5; i++) {
			this.broker.worker("w" + i, "echo", 1);
			assertThat(this.broker.state().inFlight()).isOne();
			this.broker.gone("w" + i);
		}
		assertThat(error("c")).isEqualTo("\"" + ErrorCodes.WORKER_LOST + "\"");
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void requestIsNotRepeatedAfterAPartial() {
		this.broker.client("c");
		running("c", "w", RETRY);
		this.broker.partial("w", "c", "1", "1");
		this.broker.gone("w");
		assertThat(this.broker.events()).endsWith("failed B_WORKER_LOST");
	}

	@Test
	void brokersErrorsGoOnlyToClientsThatUnderstandThem() {
		running("old", "w", "{}");
		this.broker.gone("w");
		assertThat(this.broker.take("old")).isEmpty();
		assertThat(this.broker.events()).endsWith("failed B_WORKER_LOST", "dropped ERROR_NOT_UNDERSTOOD");
		running("new", "w", "{\"ext\":[]}");
		this.broker.gone("w");
		assertThat(error("new")).isEqualTo("\"" + ErrorCodes.WORKER_LOST + "\"");
	}

	@Test
	void cancelTakesAWaitingRequestOutOfItsQueue() {
		this.broker.request("c", "echo", "1");
		this.broker.cancel("d", "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.cancel("c", "1");
		this.broker.cancel("c", "1");
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.events().stream().filter("cancelled"::equals)).hasSize(1);
	}

	@Test
	void cancelIsToldToTheWorkerThatHoldsTheRequest() {
		running("c", "w", "{}");
		this.broker.cancel("c", "1");
		assertThat(this.broker.take("w")).containsExactly(new HandlerCancel(Frame.of("c"), Frame.of("1")));
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void workerThatDoesNotKnowCancelIsNotTold() {
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("w", "{\"concurrency\":1}");
		this.broker.request("c", "echo", "1");
		this.broker.take("w");
		this.broker.cancel("c", "1");
		assertThat(this.broker.take("w")).isEmpty();
	}

	@Test
	void requestHeartbeatIsPassedToTheWorkerThatHoldsTheRequest() {
		running("c", "w", "{}");
		this.broker.from("d", new RequestHeartbeat(Frame.of("1")));
		assertThat(this.broker.take("w")).isEmpty();
		this.broker.from("c", new RequestHeartbeat(Frame.of("1")));
		assertThat(this.broker.take("w")).containsExactly(new HandlerHeartbeat(Frame.of("c"), Frame.of("1")));
	}

	@Test
	void clientThatComesBackInTimeHasLostNothing() {
		running("c", "w", "{}");
		this.broker.gone("c");
		this.broker.pass(2999);
		this.broker.from("c", new ClientHeartbeat());
		this.broker.passWithHeartbeats(5000, "w");
		this.broker.take("c");
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.take("c")).containsExactly(clientReply(true, "1"));
	}

	@Test
	void clientThatStaysAwayLosesItsRequests() {
		running("c", "w", "{}");
		this.broker.request("c", "other", "2");
		this.broker.gone("c");
		this.broker.pass(3000);
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.state().inFlight()).isZero();
		assertThat(this.broker.take("w")).contains(new HandlerCancel(Frame.of("c"), Frame.of("1")));
	}

	@Test
	void clientThatTakesNothingLosesItsStreamAndNobodyElse() {
		running("c", "w", "{}");
		this.broker.answer("c", SendResult.FULL);
		this.broker.partial("w", "c", "1", "1");
		assertThat(this.broker.events()).endsWith("dropped CLIENT_FULL", "cancelled");
		assertThat(this.broker.take("w")).containsExactly(new HandlerCancel(Frame.of("c"), Frame.of("1")));
		this.broker.answer("c", SendResult.GONE);
		this.broker.request("c", "echo", "2");
		this.broker.reply("w", "c", "2", "1");
		assertThat(this.broker.events()).contains("dropped CLIENT_GONE");
	}

	@Test
	void clientWhoseIdentityIsNoTextHasAnAlias() {
		this.broker.worker("w", "echo", 9);
		Frame binary = Frame.of(new byte[] { 0, (byte) 0xff, 7 });
		this.broker.state()
			.onMessage(binary, new ClientRequest(Frame.of("echo"), Frame.of("1"), JsonFrames.NULL, JsonFrames.NULL), 0);
		WorkerRequest sent = (WorkerRequest) this.broker.take("w").get(0);
		assertThat(sent.client().text()).startsWith("alias-").matches("[!-~]+");
		this.broker.from("w", new WorkerReply(true, sent.client(), Frame.of("1"), BrokerHarness.ok("7")));
		assertThat(this.broker.events()).endsWith("replied after 0");
	}

	@Test
	void errorOfAWorkerWithoutTextIsMadeOne() {
		running("c", "w", "{}");
		this.broker.from("w", new WorkerReply(true, Frame.of("c"), Frame.of("1"),
				new ReplyBody(ReplyCode.ERROR, Frame.of("undefined"), Frame.EMPTY)));
		assertThat(error("c")).isEqualTo("\"W_INTERNAL\"");
	}

	@Test
	void malformedMessagesAreCountedAndChangeNothing() {
		this.broker.from("x", new Malformed(Malformed.Reason.TOO_SHORT, Message.of(Frame.of("C"))));
		assertThat(this.broker.events()).containsExactly("dropped MALFORMED");
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void limitsAreErrorsAtOnce() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(10_000, 2, 3, 2));
		small.client("c");
		small.request("c", "x".repeat(256), "1");
		small.request("c", "", "2");
		assertThat(error(small, "c")).isEqualTo("\"B_LIMIT\"");
		small.request("c", "a", "3");
		small.request("c", "a", "4");
		small.request("c", "a", "5");
		assertThat(error(small, "c")).isEqualTo("\"B_QUEUE_FULL\"");
		small.client("d");
		small.request("d", "b", "6");
		small.request("d", "c", "7");
		assertThat(error(small, "d")).isEqualTo("\"B_LIMIT\"");
		small.client("e");
		IntStream.range(0, 20)
			.forEach((i) -> small.request("e" + i, "b", "1", "{\"ext\":[],\"x\":\"" + "x".repeat(4000) + "\"}"));
		assertThat(small.state().queued()).isLessThan(6);
		small.worker("w", "brand-new", 1);
		assertThat(small.state().workers()).isOne();
	}

	@Test
	void clientMayNotHaveTooManyRequests() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(1_000_000, 100, 3, 100));
		small.client("c");
		IntStream.range(0, 4).forEach((i) -> small.request("c", "a", "" + i));
		assertThat(error(small, "c")).isEqualTo("\"B_QUEUE_FULL\"");
		assertThat(small.state().queued()).isEqualTo(3);
	}

	@Test
	void stoppingBrokerTakesNothingNewAndTellsWhoWaits() {
		this.broker.client("c");
		running("c", "w", "{}");
		this.broker.request("c", "other", "2");
		this.broker.state().stop();
		assertThat(error("c")).isEqualTo("\"B_SHUTDOWN\"");
		this.broker.request("c", "echo", "3");
		assertThat(error("c")).isEqualTo("\"B_SHUTDOWN\"");
		this.broker.from("v", new WorkerReady(Frame.of("echo")));
		assertThat(this.broker.take("v")).isEmpty();
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.take("c")).containsExactly(clientReply(true, "1"));
		this.broker.state().dismissWorkers(0);
		assertThat(this.broker.take("w")).containsExactly(new WorkerDismissal());
	}

	@Test
	void nothingIsLeftWhenAllHaveGone() {
		running("c", "w", RETRY);
		this.broker.request("c", "other", "2");
		this.broker.request("d", "echo", "3", "{\"workerId\":\"w\",\"timeout\":-1}");
		this.broker.reject("w", "c", "1");
		this.broker.heartbeat("stranger", "");
		for (String peer : List.of("c", "d", "w", "stranger")) {
			this.broker.gone(peer);
		}
		this.broker.pass(120_000);
		assertThat(this.broker.state().isEmpty()).as(this.broker.state().toString()).isTrue();
		assertThat(this.broker.deadlines()).isZero();
	}

	@Test
	void brokerErrorCarriesItsCodeAsText() {
		assertThat(BrokerError.of(ErrorCodes.QUEUE_FULL, "x").data().text()).isEqualTo("\"B_QUEUE_FULL\"");
	}

	private void running(String client, String worker, String options) {
		this.broker.worker(worker, "echo", 9);
		this.broker.request(client, "echo", "1", options);
		this.broker.take(worker);
	}

	private static ClientReply clientReply(boolean last, String data) {
		return new ClientReply(last, Frame.of("1"), BrokerHarness.ok(data));
	}

	private String error(String client) {
		return error(this.broker, client);
	}

	private static String error(BrokerHarness broker, String client) {
		List<WireMessage> sent = broker.take(client);
		ClientReply reply = (ClientReply) sent.get(sent.size() - 1);
		assertThat(reply.body().code()).isEqualTo(ReplyCode.ERROR);
		return reply.body().data().text();
	}

}
