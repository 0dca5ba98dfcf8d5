package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerSessionTests {

	private static final Frame CLIENT = Frame.of("client-1");

	private static final KeepAlive KEEP_ALIVE = new KeepAlive(Duration.ofMillis(500), 3, Duration.ofMillis(100),
			Duration.ofMillis(100));

	private final Deadlines deadlines = new Deadlines(0);

	private final List<WireMessage> sent = new ArrayList<>();

	private final List<RunningRequest> begun = new ArrayList<>();

	private final List<String> events = new ArrayList<>();

	private long releasedBytes;

	private long keptMillis;

	private long nowNanos;

	private long grownMillis;

	private boolean growthKnown;

	private SendResult answer = SendResult.ACCEPTED;

	private final WorkerSession session = new WorkerSession(this.deadlines,
			new WorkerConfig(Frame.of("echo"), 2, KEEP_ALIVE), new Random(1), new Out());

	@BeforeEach
	void register() {
		this.session.start(0);
		this.session.onMessage(new ReadyAck(Frame.EMPTY), 0);
	}

	@Test
	void registersAndSaysHowManyRequestsItTakes() {
		assertThat(this.events).containsExactly("connect 1", "registered");
		assertThat(this.sent).hasSize(2);
		assertThat(this.sent.get(0)).isEqualTo(new WorkerReady(Frame.of("echo")));
		assertThat(((WorkerHeartbeat) this.sent.get(1)).status().text()).contains("\"concurrency\":2", "cancel");
	}

	@Test
	void neverRunsMoreThanItsConcurrencyAndQueuesTheRest() {
		request("1");
		request("2");
		request("3");
		assertThat(ids(this.begun)).containsExactly("1", "2");
		end(0, "\"a\"");
		assertThat(ids(this.begun)).containsExactly("1", "2", "3");
		assertThat(replies()).containsExactly("1 last \"a\"");
	}

	@Test
	void repliesInTheOrderOfTheHandler() {
		request("1");
		partial(0, "1");
		partial(0, "2");
		end(0, "3");
		assertThat(replies()).containsExactly("1 partial 1", "1 partial 2", "1 last 3");
		assertThat(this.session.size()).isZero();
	}

	@Test
	void fullConnectionKeepsRepliesInOrderAndReleasesTheirBytesWhenTheyLeave() {
		request("1");
		this.sent.clear();
		this.answer = SendResult.FULL;
		partial(0, "1");
		end(0, "2");
		assertThat(this.releasedBytes).isZero();
		this.sent.clear();
		this.answer = SendResult.ACCEPTED;
		advanceTo(5);
		assertThat(replies()).containsExactly("1 partial 1", "1 last 2");
		assertThat(this.releasedBytes).isEqualTo(20);
	}

	@Test
	void sameRequestTwiceIsHandledOnce() {
		request("1");
		request("1");
		assertThat(this.begun).hasSize(1);
	}

	@Test
	void nothingIsSentForAnEarlierConnection() {
		request("1");
		this.session.onClosed("reset", 0);
		advanceTo(150);
		this.sent.clear();
		partial(0, "1");
		end(0, "2");
		assertThat(replies()).isEmpty();
		assertThat(this.releasedBytes).isEqualTo(20);
		assertThat(this.session.size()).isZero();
	}

	@Test
	void handlerOfAnEarlierConnectionStillHoldsItsSlot() {
		request("1");
		this.session.onClosed("reset", 0);
		advanceTo(150);
		this.session.onMessage(new ReadyAck(Frame.EMPTY), millis(150));
		request("2");
		request("3");
		assertThat(ids(this.begun)).containsExactly("1", "2");
		this.session.handlerReturned(this.begun.get(0), millis(151));
		assertThat(ids(this.begun)).containsExactly("1", "2", "3");
	}

	@Test
	void registersAgainAfterALostConnectionAndAfterADismissal() {
		this.session.onClosed("reset", 0);
		advanceTo(150);
		this.session.onMessage(new WorkerDismissal(), millis(150));
		assertThat(this.events).contains("disconnect", "disconnected the broker has dismissed the worker");
		advanceTo(300);
		assertThat(this.events.stream().filter((event) -> event.startsWith("connect"))).hasSize(3);
	}

	@Test
	void backsOffAfterADismissal() {
		this.session.onMessage(new WorkerDismissal(), 0);
		assertThat(this.events.stream().filter((event) -> event.startsWith("connect"))).hasSize(1);
	}

	@Test
	void cancelledRequestThatHasNotBegunEndsOnTheWireAtOnce() {
		request("1");
		request("2");
		request("3");
		cancel("3");
		assertThat(replies()).containsExactly("3 last \"CANCELLED\"");
		end(0, "1");
		assertThat(this.begun).hasSize(2);
	}

	@Test
	void cancelledRequestEndsOnTheWireWhenItsHandlerReturns() {
		request("1");
		List<String> told = new ArrayList<>();
		this.begun.get(0).cancelSignal().register(() -> told.add("cancelled"));
		cancel("1");
		assertThat(told).containsExactly("cancelled");
		assertThat(replies()).isEmpty();
		this.session.handlerReturned(this.begun.get(0), 0);
		assertThat(replies()).containsExactly("1 last \"CANCELLED\"");
		assertThat(this.session.size()).isZero();
	}

	@Test
	void cancelledRequestWhoseHandlerHasReturnedEndsAtOnce() {
		request("1");
		this.session.handlerReturned(this.begun.get(0), 0);
		assertThat(this.session.size()).isOne();
		cancel("1");
		assertThat(replies()).containsExactly("1 last \"CANCELLED\"");
	}

	@Test
	void handlerThatEndsACancelledRequestSendsTheCancelInstead() {
		request("1");
		cancel("1");
		partial(0, "1");
		end(0, "2");
		assertThat(replies()).containsExactly("1 last \"CANCELLED\"");
	}

	@Test
	void rejectGoesBackToTheBroker() {
		request("1");
		this.session.reject(this.begun.get(0), 0);
		assertThat(this.sent).last().isEqualTo(new WorkerReject(CLIENT, Frame.of("1"), JsonFrames.NULL));
		assertThat(this.session.size()).isZero();
	}

	@Test
	void drainRejectsWhatHasNotBegunAndWaitsForWhatRuns() {
		request("1");
		request("2");
		request("3");
		this.sent.clear();
		this.session.drain(millis(1000), 0);
		request("4");
		assertThat(((WorkerHeartbeat) this.sent.get(0)).status().text()).isEqualTo("{\"concurrency\":0}");
		assertThat(this.sent.subList(1, 3)).extracting((message) -> ((WorkerReject) message).rid().text())
			.containsExactly("3", "4");
		end(0, "1");
		assertThat(this.events).doesNotContain("stopped");
		end(1, "2");
		assertThat(this.sent).last().isEqualTo(new WorkerGoodbye());
		assertThat(this.events).endsWith("disconnect", "stopped");
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void drainWaitsForRepliesThatAFullConnectionKeptBack() {
		request("1");
		this.answer = SendResult.FULL;
		end(0, "1");
		this.session.drain(millis(1000), 0);
		assertThat(this.events).doesNotContain("stopped");
		this.answer = SendResult.ACCEPTED;
		advanceTo(5);
		assertThat(this.events).endsWith("disconnect", "stopped");
	}

	@Test
	void drainEndsAtItsLimitWhateverRuns() {
		request("1");
		this.session.drain(millis(1000), 0);
		advanceTo(1001);
		assertThat(this.events).endsWith("disconnect", "stopped");
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isTrue();
		end(0, "1");
		assertThat(replies()).isEmpty();
	}

	@Test
	void drainOfAWorkerWithoutConnectionEndsAtOnce() {
		this.session.onClosed("refused", 0);
		this.session.drain(millis(1000), 0);
		assertThat(this.events).endsWith("stopped");
		advanceTo(60_000);
		assertThat(this.events).endsWith("stopped");
	}

	@Test
	void raisedConcurrencyIsAdvertisedAndStartsWhatWaits() {
		requests("1", "2", "3", "4");
		this.sent.clear();
		this.session.resize(3);
		assertThat(this.sent).containsExactly(status("{\"concurrency\":3}"));
		assertThat(ids(this.begun)).containsExactly("1", "2", "3");
	}

	@Test
	void loweredConcurrencyRejectsNothingAndBeginsNothingUntilEnoughHaveEnded() {
		requests("1", "2", "3");
		this.sent.clear();
		this.session.resize(1);
		assertThat(this.sent).containsExactly(status("{\"concurrency\":1}"));
		end(0, "1");
		assertThat(this.begun).hasSize(2);
		end(1, "2");
		assertThat(ids(this.begun)).containsExactly("1", "2", "3");
		assertThat(replies()).containsExactly("1 last 1", "2 last 2");
	}

	@Test
	void pausedWorkerFinishesWhatRunsAndKeepsWhatComes() {
		request("1");
		this.session.resize(0);
		request("2");
		end(0, "1");
		assertThat(this.begun).hasSize(1);
		assertThat(this.sent).noneMatch(WorkerReject.class::isInstance);
		this.session.resize(2);
		assertThat(ids(this.begun)).containsExactly("1", "2");
	}

	@Test
	void concurrencySetBeforeAConnectionIsWhatItAdvertises() {
		this.session.onClosed("reset", 0);
		this.session.resize(7);
		this.sent.clear();
		advanceTo(150);
		assertThat(((WorkerHeartbeat) this.sent.get(1)).status().text()).contains("\"concurrency\":7");
	}

	@Test
	void concurrencyOfADrainingWorkerStaysNothing() {
		request("1");
		this.session.drain(millis(1000), 0);
		this.sent.clear();
		this.session.resize(5);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void descriptionIsSentOnceAConnection() {
		WorkerInfo info = new WorkerInfo("host-1", "shop", "1.2", "x".repeat(300));
		WorkerSession described = new WorkerSession(this.deadlines,
				new WorkerConfig(Frame.of("echo"), 2, KEEP_ALIVE, info), new Random(1), new Out());
		this.sent.clear();
		described.start(0);
		String first = ((WorkerHeartbeat) this.sent.get(1)).status().text();
		assertThat(first)
			.contains("\"ext\":[\"cancel\"]", "\"host\":\"host-1\"", "\"app\":\"shop\"", "\"version\":\"1.2\"",
					"x".repeat(256))
			.doesNotContain("x".repeat(257));
		this.sent.clear();
		described.resize(3);
		assertThat(this.sent).containsExactly(status("{\"concurrency\":3}"));
		described.stop();
	}

	@Test
	void clientThatFallsSilentAfterHeartbeatsMakesItsRequestInactive() {
		extend();
		request("1");
		List<String> told = new ArrayList<>();
		this.begun.get(0).cancelSignal().register(() -> told.add("inactive"));
		keepConnection(9_000);
		assertThat(told).isEmpty();
		heartbeat("1", 9_000);
		keepConnection(10_500);
		heartbeat("1", 10_500);
		keepConnection(12_499);
		assertThat(told).isEmpty();
		keepConnection(12_502);
		assertThat(told).containsExactly("inactive");
	}

	@Test
	void aClientIsNotSilentWhileALargeMessageComesBeforeItsHeartbeats() {
		extend();
		request("1");
		heartbeat("1", 0);
		keepConnection(1_900);
		this.grownMillis = 1_900;
		this.growthKnown = true;
		keepConnection(3_899);
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isFalse();
		keepConnection(3_902);
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isTrue();
	}

	@Test
	void replyMadeInSpiteOfASilentClientIsSent() {
		extend();
		request("1");
		heartbeat("1", 0);
		keepConnection(2_502);
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isTrue();
		end(0, "\"all the same\"");
		assertThat(replies()).containsExactly("1 last \"all the same\"");
		assertThat(this.session.size()).isZero();
	}

	@Test
	void requestOfASilentClientIsNotBegun() {
		extend();
		requests("1", "2", "3");
		heartbeat("3", 0);
		keepConnection(2_502);
		assertThat(replies()).containsExactly("3 last \"CANCELLED\"");
		end(0, "1");
		assertThat(ids(this.begun)).containsExactly("1", "2");
	}

	@Test
	void cancelAfterSilenceCountsAsACancel() {
		extend();
		request("1");
		heartbeat("1", 0);
		keepConnection(2_502);
		cancel("1");
		end(0, "1");
		assertThat(replies()).containsExactly("1 last \"CANCELLED\"");
	}

	@Test
	void nodeBrokerNeverGetsAReplyAfterTheTimeOutOfItsRequest() {
		request("1", "{\"timeout\":1000}", 0);
		keepConnection(900);
		partial(0, "1");
		keepConnection(999);
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isFalse();
		keepConnection(1001);
		assertThat(this.begun.get(0).cancelSignal().isGiven()).isTrue();
		assertThat(this.events).contains("too late");
		partial(0, "2");
		end(0, "3");
		assertThat(replies()).containsExactly("1 partial 1");
		assertThat(this.session.size()).isZero();
	}

	@Test
	void nodeBrokerNeverGetsARejectAfterTheTimeOutOfItsRequest() {
		request("1", "{\"timeout\":1000}", 0);
		keepConnection(1001);
		this.session.reject(this.begun.get(0), millis(1002));
		this.session.handlerReturned(this.begun.get(0), millis(1003));
		assertThat(this.sent).noneMatch(WorkerReject.class::isInstance);
		assertThat(replies()).isEmpty();
	}

	@Test
	void slotThatANodeBrokerCountsAsTakenForEverIsMadeUpForOnThisConnection() {
		request("1", "{\"timeout\":1000}", 0);
		keepConnection(1001);
		this.sent.clear();
		end(0, "1");
		assertThat(this.sent).containsExactly(status("{\"concurrency\":3}"));
		this.session.onClosed("reset", millis(1002));
		this.sent.clear();
		advanceTo(1200);
		assertThat(((WorkerHeartbeat) this.sent.get(1)).status().text()).contains("\"concurrency\":2");
	}

	@Test
	void slotsThatAreMadeUpForStayANumberThatPeersCanRead() {
		WorkerSession wide = new WorkerSession(this.deadlines,
				new WorkerConfig(Frame.of("echo"), Integer.MAX_VALUE, KEEP_ALIVE), new Random(1), new Out());
		wide.start(0);
		wide.onMessage(new ReadyAck(Frame.EMPTY), 0);
		wide.onMessage(new WorkerRequest(CLIENT,
				new ClientRequest(Frame.of("echo"), Frame.of("1"), JsonFrames.NULL, Frame.of("{\"timeout\":1000}"))),
				0);
		wide.onMessage(new WorkerHeartbeatEcho(), millis(900));
		this.sent.clear();
		advanceTo(1001);
		wide.reply(this.begun.get(0), true, ok("1"), 10, millis(1001));
		assertThat(this.sent).contains(status("{\"concurrency\":" + Integer.MAX_VALUE + "}"));
		assertThat(this.sent).filteredOn(WorkerHeartbeat.class::isInstance)
			.allSatisfy((beat) -> assertThat(((WorkerHeartbeat) beat).status().text()).doesNotContain("-"));
	}

	@Test
	void requestThatWaitedTooLongBehindANodeBrokerIsNeverBegun() {
		requests("1", "2");
		request("3", "{\"timeout\":1000}", 0);
		keepConnection(1001);
		end(0, "1");
		assertThat(ids(this.begun)).containsExactly("1", "2");
		assertThat(replies()).containsExactly("1 last 1");
	}

	@Test
	void requestWithoutTimeOutBehindANodeBrokerHasNoLimit() {
		request("1", "{\"timeout\":-1}", 0);
		keepConnection(200_000);
		end(0, "1");
		assertThat(replies()).containsExactly("1 last 1");
	}

	@Test
	void brokerWithExtensionsKeepsTheTimeOutItself() {
		request("1", "{\"timeout\":1000}", 0);
		extend();
		keepConnection(5000);
		end(0, "1");
		assertThat(replies()).containsExactly("1 last 1");
	}

	@Test
	void nothingFollowsARejectAndNothingFollowsAnEnd() {
		requests("1", "2");
		this.session.reject(this.begun.get(0), 0);
		end(0, "1");
		end(1, "2");
		end(1, "3");
		this.session.reject(this.begun.get(1), 0);
		assertThat(replies()).containsExactly("2 last 2");
		assertThat(this.sent.stream().filter(WorkerReject.class::isInstance)).hasSize(1);
	}

	@Test
	void brokerThatAsksAndAsksAndTakesNoAnswerIsLeft() {
		extend();
		this.answer = SendResult.FULL;
		String id = "x".repeat(1_000_000);
		int asked = 0;
		while (!this.events.contains("disconnect") && asked < 100) {
			request(id + asked);
			cancel(id + asked);
			asked++;
		}
		assertThat(asked).isLessThan(20);
		assertThat(this.events.get(this.events.size() - 1)).startsWith("disconnected").contains("takes none");
		assertThat(this.session.present()).isZero();
		this.answer = SendResult.ACCEPTED;
		this.sent.clear();
		advanceTo(1_000);
		assertThat(this.events).endsWith("connect 2");
		assertThat(this.sent).first().isInstanceOf(WorkerReady.class);
	}

	@Test
	void whatWaitsIsBoundedInBytes() {
		extend();
		requests("1", "2");
		String large = "\"" + "x".repeat(10_000_000) + "\"";
		for (int i = 0; i < 20; i++) {
			request("large-" + i, large, 0);
		}
		List<WorkerReject> rejected = this.sent.stream()
			.filter(WorkerReject.class::isInstance)
			.map(WorkerReject.class::cast)
			.toList();
		assertThat(rejected).hasSize(14);
		end(0, "1");
		end(1, "2");
		assertThat(ids(this.begun)).containsExactly("1", "2", "large-0", "large-1");
		request("large-20", large, 0);
		request("large-21", large, 0);
		assertThat(this.session.size()).as("what begins makes room").isEqualTo(8);
	}

	@Test
	void requestsThatAreAlikeToAHashAreToldApartAtOnce() {
		List<String> ids = List.of("");
		for (int i = 0; i < 13; i++) {
			ids = ids.stream().flatMap((id) -> Stream.of(id + "Aa", id + "BB")).toList();
		}
		for (String id : ids) {
			request(id);
		}
		assertThat(this.session.size()).isEqualTo(ids.size());
		ids.forEach(this::cancel);
		assertThat(this.session.present()).isEqualTo(2);
	}

	private void extend() {
		this.session.onMessage(new ReadyAck(Extensions.encode(List.of(Extensions.CANCEL))), 0);
	}

	private void heartbeat(String rid, long atMillis) {
		this.session.onMessage(new HandlerHeartbeat(CLIENT, Frame.of(rid)), millis(atMillis));
	}

	/** Lets time pass with a broker that shows itself. */
	private void keepConnection(long untilMillis) {
		for (long at = this.keptMillis; at < untilMillis; at += 400) {
			advanceTo(at);
			this.session.onMessage(new WorkerHeartbeatEcho(), millis(at));
		}
		advanceTo(untilMillis);
		this.keptMillis = untilMillis;
	}

	private static WorkerHeartbeat status(String json) {
		return new WorkerHeartbeat(Frame.of(json));
	}

	private void requests(String... rids) {
		for (String rid : rids) {
			request(rid);
		}
	}

	private void request(String rid) {
		request(rid, "{}", 0);
	}

	private void request(String rid, String options, long atMillis) {
		this.session.onMessage(
				new WorkerRequest(CLIENT,
						new ClientRequest(Frame.of("echo"), Frame.of(rid), JsonFrames.NULL, Frame.of(options))),
				millis(atMillis));
	}

	private void cancel(String rid) {
		this.session.onMessage(new HandlerCancel(CLIENT, Frame.of(rid)), 0);
	}

	private void partial(int index, String data) {
		this.session.reply(this.begun.get(index), false, ok(data), 10, 0);
	}

	private void end(int index, String data) {
		this.session.reply(this.begun.get(index), true, ok(data), 10, 0);
	}

	private static ReplyBody ok(String data) {
		return new ReplyBody(ReplyCode.OK, Frame.of(data), JsonFrames.EMPTY_OBJECT);
	}

	private List<String> replies() {
		return this.sent.stream()
			.filter(WorkerReply.class::isInstance)
			.map(WorkerReply.class::cast)
			.map((reply) -> reply.rid() + (reply.last() ? " last " : " partial ") + reply.body().data())
			.toList();
	}

	private static List<String> ids(List<RunningRequest> requests) {
		return requests.stream().map((request) -> request.message().request().rid().text()).toList();
	}

	private void advanceTo(long atMillis) {
		while (this.deadlines.nextNanos() <= millis(atMillis)) {
			this.nowNanos = this.deadlines.nextNanos();
			this.deadlines.advance(this.nowNanos);
		}
		this.deadlines.advance(millis(atMillis));
	}

	private static long millis(long millis) {
		return millis * 1_000_000;
	}

	private final class Out implements WorkerOutbox {

		@Override
		public void connect(int attempt) {
			WorkerSessionTests.this.events.add("connect " + attempt);
		}

		@Override
		public SendResult send(WireMessage message) {
			WorkerSessionTests.this.sent.add(message);
			return WorkerSessionTests.this.answer;
		}

		@Override
		public long nanosSinceGrowth() {
			WorkerSessionTests test = WorkerSessionTests.this;
			return test.growthKnown ? test.nowNanos - millis(test.grownMillis) : Long.MAX_VALUE;
		}

		@Override
		public void disconnect() {
			WorkerSessionTests.this.events.add("disconnect");
		}

		@Override
		public void begin(RunningRequest request) {
			WorkerSessionTests.this.begun.add(request);
		}

		@Override
		public void abandoned(List<Runnable> actions) {
			actions.forEach(Runnable::run);
		}

		@Override
		public void tooLate(RunningRequest request) {
			WorkerSessionTests.this.events.add("too late");
		}

		@Override
		public void released(long bytes) {
			WorkerSessionTests.this.releasedBytes += bytes;
		}

		@Override
		public void registered() {
			WorkerSessionTests.this.events.add("registered");
		}

		@Override
		public void disconnected(String reason) {
			WorkerSessionTests.this.events.add("disconnected " + reason);
		}

		@Override
		public void stopped() {
			WorkerSessionTests.this.events.add("stopped");
		}

	}

}
