package io.pigato.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoTimeoutException;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientSessionTests {

	private static final Frame NODE = Frame.EMPTY;

	private static final Frame EXTENDED = Extensions.encode(List.of(Extensions.CANCEL));

	private static final KeepAlive KEEP_ALIVE = new KeepAlive(Duration.ofMillis(500), 3, Duration.ofMillis(100),
			Duration.ofMillis(100));

	private final Deadlines deadlines = new Deadlines(0);

	private final List<WireMessage> sent = new ArrayList<>();

	private final List<PendingRequest> ended = new ArrayList<>();

	private int connections;

	private SendResult answer = SendResult.ACCEPTED;

	private final ClientSession session = new ClientSession(this.deadlines, KEEP_ALIVE, new Random(1), new Out());

	@Test
	void greetsTheBrokerOnEachConnection() {
		this.session.start(0);
		assertThat(this.connections).isOne();
		assertThat(this.sent).containsExactly(new ClientHeartbeat());
	}

	@Test
	void requestWaitsUntilTheBrokerHasAnswered() {
		Replies replies = submit(1000, false);
		assertThat(requests()).isEmpty();
		connect(EXTENDED, 1);
		assertThat(requests()).hasSize(1);
		assertThat(replies.events).isEmpty();
	}

	@Test
	void requestGetsItsReplyOnce() {
		Replies replies = connectedRequest(EXTENDED, 1000, false);
		reply(true, "1", 2);
		reply(true, "2", 3);
		assertThat(replies.events).containsExactly("reply 1");
		assertNothingLeft();
	}

	@Test
	void partialsComeInOrderAndRestartTheSilence() {
		Replies replies = connectedRequest(EXTENDED, 1000, false);
		reply(false, "1", 900);
		reply(false, "2", 1800);
		this.session.onMessage(new ClientHeartbeatEcho(EXTENDED), millis(2700));
		advanceTo(2799);
		assertThat(replies.events).containsExactly("partial 1", "partial 2");
		advanceTo(2801);
		assertThat(replies.events).containsExactly("partial 1", "partial 2", "PigatoTimeoutException");
	}

	@Test
	void timeOutIsExactToTheMillisecondAndTellsTheBroker() {
		Replies replies = connectedRequest(EXTENDED, 100, false);
		advanceTo(99);
		assertThat(replies.events).isEmpty();
		advanceTo(101);
		assertThat(replies.events).containsExactly("PigatoTimeoutException");
		assertThat(this.sent).last().isInstanceOf(CancelRequest.class);
		assertNothingLeft();
	}

	@Test
	void nodeBrokerIsNotToldOfCancels() {
		connectedRequest(NODE, 100, false);
		advanceTo(101);
		assertThat(this.sent).noneMatch(CancelRequest.class::isInstance);
	}

	@Test
	void nodeBrokerGetsTheOptionsForBrokersWithoutExtensions() {
		connectedRequest(NODE, 100, false);
		assertThat(requests().get(0).options()).isEqualTo(Frame.of("{\"plain\":1}"));
	}

	@Test
	void requestThatNeverLeftFailsAsUnreachable() {
		Replies replies = submit(100, false);
		this.session.onClosed("connection refused", millis(1));
		advanceTo(101);
		assertThat(replies.events).containsExactly("PigatoConnectionException");
		assertThat(replies.error).hasMessageContaining("No broker was reachable").hasMessageContaining("refused");
		assertNothingLeft();
	}

	@Test
	void lostConnectionFailsWhatWasSentWithoutRetry() {
		Replies replies = connectedRequest(EXTENDED, 1000, false);
		this.session.onClosed("reset", millis(2));
		assertThat(replies.events).containsExactly("PigatoConnectionException");
		assertNothingLeft();
	}

	@Test
	void lostConnectionRepeatsWhatMayBeRepeatedUnderANewId() {
		Replies replies = connectedRequest(EXTENDED, 1000, true);
		Frame firstId = lastRequest().rid();
		this.session.onClosed("reset", millis(2));
		advanceTo(150);
		connect(EXTENDED, 150);
		assertThat(requests()).hasSize(2);
		assertThat(lastRequest().rid()).isNotEqualTo(firstId);
		reply(true, "1", 160);
		assertThat(replies.events).containsExactly("reply 1");
		assertNothingLeft();
	}

	@Test
	void requestIsNotSentForEverThoughItMayBeRepeated() {
		Replies replies = submit(-1, true);
		for (int i = 1; i <= 10; i++) {
			connect(EXTENDED, i * 1000);
			this.session.onClosed("ended by the broker", millis(i * 1000 + 1));
			advanceTo(i * 1000 + 500);
		}
		assertThat(requests()).hasSize(5);
		assertThat(replies.events).containsExactly("PigatoConnectionException");
		assertNothingLeft();
	}

	@Test
	void requestThatHasSeenAPartialIsNotRepeated() {
		Replies replies = connectedRequest(EXTENDED, 1000, true);
		reply(false, "1", 2);
		this.session.onClosed("reset", millis(3));
		assertThat(replies.events).containsExactly("partial 1", "PigatoConnectionException");
	}

	@Test
	void fullConnectionKeepsRequestsInOrder() {
		this.session.start(0);
		connect(EXTENDED, 1);
		this.answer = SendResult.FULL;
		submit(1000, false);
		submit(1000, false);
		assertThat(requests()).hasSize(1);
		this.sent.clear();
		this.answer = SendResult.ACCEPTED;
		advanceTo(10);
		assertThat(requests()).hasSize(2);
	}

	@Test
	void cancelIsToldToTheBrokerAndSilencesTheRequest() {
		Replies replies = new Replies();
		PendingRequest request = request(1000, false, replies);
		this.session.submit(request, 0);
		connect(EXTENDED, 1);
		this.session.cancel(request);
		assertThat(this.sent).last().isEqualTo(new CancelRequest(lastRequest().rid()));
		reply(true, "1", 2);
		assertThat(replies.events).isEmpty();
		assertNothingLeft();
	}

	@Test
	void cancelThatFindsTheConnectionFullIsToldLater() {
		connect(EXTENDED, 1);
		PendingRequest request = request(-1, false, new Replies());
		this.session.submit(request, millis(2));
		this.answer = SendResult.FULL;
		this.session.cancel(request);
		this.sent.clear();
		this.answer = SendResult.ACCEPTED;
		Frame rid = request.rid();
		this.session.onMessage(new ClientReply(false, rid, ok("1")), millis(3));
		this.session.onMessage(new ClientReply(false, rid, ok("2")), millis(4));
		assertThat(this.sent).containsExactly(new CancelRequest(rid));
	}

	@Test
	void cancelsOfALostConnectionAreNotToldOnTheNext() {
		connect(EXTENDED, 1);
		PendingRequest request = request(-1, false, new Replies());
		this.session.submit(request, millis(2));
		this.answer = SendResult.FULL;
		this.session.cancel(request);
		this.session.onClosed("reset", millis(3));
		this.sent.clear();
		this.answer = SendResult.ACCEPTED;
		advanceTo(500);
		connect(EXTENDED, 500);
		assertThat(this.sent).noneMatch(CancelRequest.class::isInstance);
	}

	@Test
	void requestCancelledBeforeItsSubmissionIsNeverSent() {
		Replies replies = new Replies();
		PendingRequest request = request(1000, false, replies);
		connect(EXTENDED, 1);
		this.session.cancel(request);
		this.session.submit(request, millis(2));
		assertThat(requests()).isEmpty();
		assertThat(this.ended).containsExactly(request);
	}

	@Test
	void closeEndsWaitingAndSentRequests() {
		Replies first = connectedRequest(EXTENDED, 1000, true);
		this.answer = SendResult.FULL;
		Replies second = submit(-1, false);
		this.session.close();
		assertThat(first.events).containsExactly("PigatoClosedException");
		assertThat(second.events).containsExactly("PigatoClosedException");
		assertThat(submit(1000, false).events).containsExactly("PigatoClosedException");
		assertNothingLeft();
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void replyToAnUnknownRequestIsPassedOver() {
		connect(EXTENDED, 1);
		this.session.onMessage(new ClientReply(true, Frame.of("nobody's"), ok("1")), millis(2));
		assertThat(this.session.isConnected()).isTrue();
	}

	@Test
	void requestWithoutTimeOutWaitsForEver() {
		Replies replies = connectedRequest(EXTENDED, -1, false);
		for (long at = 500; at < 500_000; at += 500) {
			advanceTo(at);
			this.session.onMessage(new ClientHeartbeatEcho(EXTENDED), millis(at));
		}
		assertThat(replies.events).isEmpty();
	}

	@Test
	void nodeBrokerIsToldOfEachRequestThatHasLastedAnIntervalOnceAnInterval() {
		connectedRequest(NODE, 10_000, false);
		Frame old = lastRequest().rid();
		advanceTo(900);
		assertThat(heartbeats()).isEmpty();
		this.session.submit(request(10_000, false, new Replies()), millis(900));
		Frame young = lastRequest().rid();
		advanceTo(1001);
		assertThat(heartbeats()).containsExactly(old);
		advanceTo(1501);
		assertThat(heartbeats()).containsExactly(old, old, young);
	}

	@Test
	void requestThatHasEndedIsNotToldOfAnyMore() {
		connectedRequest(NODE, 10_000, false);
		reply(true, "1", 600);
		advanceTo(1501);
		assertThat(heartbeats()).isEmpty();
	}

	@Test
	void brokerWithExtensionsMakesRequestHeartbeatsItself() {
		connectedRequest(EXTENDED, 10_000, false);
		advanceTo(1501);
		assertThat(heartbeats()).isEmpty();
	}

	@Test
	void fullConnectionEndsTheRequestHeartbeatsOfThisInterval() {
		connectedRequest(NODE, 10_000, false);
		this.session.submit(request(10_000, false, new Replies()), millis(2));
		this.answer = SendResult.FULL;
		advanceTo(1001);
		assertThat(heartbeats()).hasSize(1);
	}

	@Test
	void repetitionKeepsTheClockOfTheFirstSending() {
		Replies replies = connectedRequest(EXTENDED, 1000, true);
		this.session.onClosed("reset", millis(500));
		advanceTo(700);
		connect(EXTENDED, 700);
		assertThat(requests()).hasSize(2);
		advanceTo(999);
		assertThat(replies.events).isEmpty();
		advanceTo(1001);
		assertThat(replies.events).containsExactly("PigatoTimeoutException");
		assertNothingLeft();
	}

	@Test
	void repetitionThatFindsNoBrokerSaysThatTheWorkMayHaveBeenDone() {
		Replies replies = connectedRequest(EXTENDED, 1000, true);
		this.session.onClosed("reset", millis(500));
		advanceTo(1001);
		assertThat(replies.error).isInstanceOf(PigatoConnectionException.class)
			.hasMessageContaining("may have been done")
			.hasMessageContaining("reset");
	}

	@Test
	void closedTwiceAndUsedAfterwardsItStaysClosed() {
		connect(EXTENDED, 1);
		this.session.close();
		this.session.close();
		this.session.start(millis(2));
		this.session.onClosed("late", millis(3));
		advanceTo(60_000);
		assertThat(this.connections).isOne();
		assertThat(this.deadlines.size()).isZero();
	}

	@Test
	void errorsNameTheServiceAndTheirKind() {
		PendingRequest request = request(250, false, new Replies());
		assertThat(LocalErrors.timeout(request)).isInstanceOf(PigatoTimeoutException.class)
			.hasMessage("No reply from service 'echo' for 250 ms (C_TIMEOUT)");
		assertThat(LocalErrors.unreachable(request, "refused")).isInstanceOf(PigatoConnectionException.class)
			.hasMessageContaining("B_UNREACHABLE");
		assertThat(LocalErrors.closed()).isInstanceOf(PigatoClosedException.class);
	}

	private Replies connectedRequest(Frame extensions, long timeoutMillis, boolean retry) {
		Replies replies = submit(timeoutMillis, retry);
		connect(extensions, 1);
		return replies;
	}

	private void connect(Frame extensions, long atMillis) {
		this.session.start(millis(atMillis));
		this.session.onMessage(new ClientHeartbeatEcho(extensions), millis(atMillis));
	}

	private Replies submit(long timeoutMillis, boolean retry) {
		Replies replies = new Replies();
		this.session.submit(request(timeoutMillis, retry, replies), 0);
		return replies;
	}

	private static PendingRequest request(long timeoutMillis, boolean retry, ReplySink sink) {
		long nanos = (timeoutMillis < 0) ? PendingRequest.NO_TIMEOUT : millis(timeoutMillis);
		return new PendingRequest(new PendingRequest.Content(Frame.of("echo"), JsonFrames.NULL,
				Frame.of("{\"full\":1}"), Frame.of("{\"plain\":1}"), nanos, retry), sink);
	}

	private void reply(boolean last, String data, long atMillis) {
		this.session.onMessage(new ClientReply(last, lastRequest().rid(), ok(data)), millis(atMillis));
	}

	private static ReplyBody ok(String data) {
		return new ReplyBody(ReplyCode.OK, Frame.of(data), JsonFrames.EMPTY_OBJECT);
	}

	private List<ClientRequest> requests() {
		return this.sent.stream().filter(ClientRequest.class::isInstance).map(ClientRequest.class::cast).toList();
	}

	private ClientRequest lastRequest() {
		List<ClientRequest> all = requests();
		return all.get(all.size() - 1);
	}

	private List<Frame> heartbeats() {
		return this.sent.stream()
			.filter(RequestHeartbeat.class::isInstance)
			.map((message) -> ((RequestHeartbeat) message).rid())
			.toList();
	}

	private void assertNothingLeft() {
		assertThat(this.session.pending()).isZero();
		assertThat(this.ended).isNotEmpty().doesNotHaveDuplicates().noneMatch(PendingRequest::isScheduled);
	}

	private void advanceTo(long atMillis) {
		while (this.deadlines.nextNanos() <= millis(atMillis)) {
			this.deadlines.advance(this.deadlines.nextNanos());
		}
		this.deadlines.advance(millis(atMillis));
	}

	private static long millis(long millis) {
		return millis * 1_000_000;
	}

	private static final class Replies implements ReplySink {

		private final List<String> events = new ArrayList<>();

		private PigatoException error = new PigatoException("none");

		@Override
		public void onPartial(Frame data) {
			this.events.add("partial " + data);
		}

		@Override
		public void onReply(ReplyBody body) {
			this.events.add("reply " + body.data());
		}

		@Override
		public void onError(PigatoException failure) {
			this.error = failure;
			this.events.add(failure.getClass().getSimpleName());
		}

	}

	private final class Out implements ClientOutbox {

		@Override
		public void connect(int attempt) {
			ClientSessionTests.this.connections++;
		}

		@Override
		public SendResult send(WireMessage message) {
			ClientSessionTests.this.sent.add(message);
			return ClientSessionTests.this.answer;
		}

		@Override
		public void disconnect() {
		}

		@Override
		public void ended(PendingRequest request) {
			ClientSessionTests.this.ended.add(request);
		}

		@Override
		public void connected() {
		}

		@Override
		public void disconnected(String reason) {
		}

	}

}
