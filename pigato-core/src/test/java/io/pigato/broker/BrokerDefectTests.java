package io.pigato.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.IntStream;

import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The defects of the Node.js broker that must not come back, by their number in
 * docs/node-defects.md.
 */
class BrokerDefectTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void defect01HeartbeatOfTypeReqIsARequestHeartbeat() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.take("w");
		frames("c", "C", "4", "req", "1");
		assertThat(this.broker.take("w")).containsExactly(new HandlerHeartbeat(Frame.of("c"), Frame.of("1")));
		frames("c", "C", "4", "req", "unknown");
		frames("c", "C", "4", "req", "");
		frames("c", "C", "4", "req");
		assertThat(this.broker.take("w")).isEmpty();
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.take("c")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "constructor", "__proto__", "toString", "hasOwnProperty", "prototype" })
	void defect02ServiceMayHaveAnyName(String name) {
		this.broker.client("c");
		this.broker.request("c", name, name);
		this.broker.from("w", new WorkerReady(Frame.of(name)));
		this.broker.heartbeat("w", "");
		assertThat(this.broker.takeRequests("w")).containsExactly(name);
		this.broker.reply("w", "c", name, "1");
		assertThat(this.broker.take("c")).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "7", "\"x\"", "{", "undefined" })
	void defect02HeartbeatOfAWorkerMayCarryAnyJson(String status) {
		this.broker.worker("w", "echo", 2);
		frames("w", "W", "4", "", status);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.takeRequests("w")).containsExactly("1", "2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "X", "", "CC", "c", "\u0000" })
	void defect02WrongSideTagIsCountedAndHarmsNobody(String tag) {
		this.broker.worker("w", "echo", 1);
		frames("stranger", tag, "2", "echo", "1", "1", "{}");
		frames("w", tag, "1", "echo");
		assertThat(this.broker.events().stream().filter("dropped MALFORMED"::equals)).hasSize(2);
		assertThat(this.broker.take("stranger")).isEmpty();
		this.broker.request("c", "echo", "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@Test
	void defect08DeathOfAWorkerIsToldToItsClientsAtOnce() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1", "{\"timeout\":60000}");
		this.broker.gone("w");
		assertThat(errors("c")).containsExactly("\"B_WORKER_LOST\"");
		this.broker.pass(120_000);
		assertThat(this.broker.take("c")).isEmpty();
	}

	@Test
	void defect09LateReplyIsDroppedAndItsWorkerStays() {
		this.broker.worker("w", "echo", 2);
		this.broker.request("c", "echo", "slow", "{\"timeout\":100}");
		this.broker.request("c", "echo", "other");
		this.broker.pass(100);
		this.broker.take("w");
		for (int i = 0; i < 3; i++) {
			this.broker.reply("w", "c", "slow", "late");
		}
		assertThat(this.broker.take("w")).isEmpty();
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.events()).contains("dropped LATE_REPLY", "dropped UNEXPECTED_REPLY");
		assertThat(this.broker.state().workers()).isOne();
		this.broker.reply("w", "c", "other", "7");
		assertThat(this.broker.take("c"))
			.containsExactly(new ClientReply(true, Frame.of("other"), BrokerHarness.ok("7")));
	}

	@Test
	void defect09ReplyOfAnEarlierSessionIsDroppedAndItsWorkerStays() {
		this.broker.worker("w", "echo", 2);
		this.broker.request("c", "echo", "1");
		this.broker.gone("w");
		this.broker.worker("w", "echo", 2);
		this.broker.request("c", "echo", "2");
		this.broker.take("w");
		this.broker.reply("w", "c", "1", "old");
		assertThat(this.broker.take("w")).isEmpty();
		this.broker.reply("w", "c", "2", "new");
		assertThat(this.broker.take("c"))
			.containsExactly(new ClientReply(true, Frame.of("2"), BrokerHarness.ok("new")));
	}

	@Test
	void defect10SameIdOfTwoClientsAreTwoRequests() {
		this.broker.worker("w", "echo", 2);
		this.broker.request("c", "echo", "1");
		this.broker.request("d", "echo", "1");
		this.broker.cancel("c", "1");
		this.broker.reply("w", "d", "1", "\"d\"");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.take("d"))
			.containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("\"d\"")));
	}

	@Test
	void defect11WorkerGetsOneRequestUntilItsConcurrencyIsKnown() {
		for (int i = 0; i < 100; i++) {
			this.broker.request("c", "echo", "" + i);
		}
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.pass(50);
		assertThat(this.broker.takeRequests("w")).containsExactly("0");
		this.broker.pass(500);
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.heartbeat("w", "{\"concurrency\":3}");
		assertThat(this.broker.takeRequests("w")).containsExactly("1", "2");
	}

	@Test
	void defect13BindThatFailsFailsTheStartAndNamesTheEndpoint() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
			try (PigatoBroker failing = PigatoBroker.builder().bind(endpoint).build()) {
				assertThatExceptionOfType(PigatoBindException.class).isThrownBy(failing::start)
					.withMessageContaining(endpoint);
				assertThat(failing.isRunning()).isFalse();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "request", "req" })
	void defect14RequestHeartbeatReachesTheWorkerThatHoldsTheRequest(String form) {
		this.broker.worker("w", "echo", 1);
		this.broker.worker("v", "other", 1);
		this.broker.request("c", "echo", "1");
		this.broker.take("w");
		frames("c", "C", "4", form, "1");
		List<WireMessage> sent = this.broker.take("w");
		assertThat(sent).containsExactly(new HandlerHeartbeat(Frame.of("c"), Frame.of("1")));
		assertThat(WireCodec.encode(sent.get(0)).size()).isEqualTo(5);
		assertThat(this.broker.take("v")).isEmpty();
	}

	@Test
	void defect03LoadCountsWhatIsInFlight() {
		this.broker.worker("a", "echo", 10);
		IntStream.rangeClosed(1, 4).forEach((i) -> this.broker.request("c", "echo", "" + i));
		this.broker.worker("b", "echo", 10);
		IntStream.rangeClosed(5, 8).forEach((i) -> this.broker.request("c", "echo", "" + i));
		assertThat(this.broker.takeRequests("a")).containsExactly("1", "2", "3", "4");
		assertThat(this.broker.takeRequests("b")).containsExactly("5", "6", "7", "8");
		IntStream.rangeClosed(1, 4).forEach((i) -> this.broker.reply("a", "c", "" + i, "1"));
		this.broker.request("c", "echo", "9");
		assertThat(this.broker.takeRequests("a")).containsExactly("9");
	}

	@Test
	void defect04RejectedRequestGoesToAnotherWorker() {
		this.broker.worker("a", "echo", 10);
		this.broker.request("c", "echo", "1");
		assertThat(this.broker.takeRequests("a")).containsExactly("1");
		this.broker.reject("a", "c", "1");
		this.broker.passWithHeartbeats(5000, "a");
		assertThat(this.broker.takeRequests("a")).as("no loop between broker and worker").isEmpty();
		this.broker.worker("b", "echo", 10);
		assertThat(this.broker.state().inFlight()).isOne();
		this.broker.reply("b", "c", "1", "1");
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void defect05RequestsWaitForAFirstWorkerWithinTheirTimeOut() {
		this.broker.request("c", "echo", "1", "{\"timeout\":600000}");
		this.broker.request("c", "echo@^1", "2", "{\"timeout\":600000}");
		this.broker.request("c", "other", "3", "{\"timeout\":-1}");
		this.broker.pass(599_000);
		assertThat(this.broker.state().queued()).isEqualTo(3);
		this.broker.worker("a", "echo", 1);
		this.broker.worker("b", "echo@1.2.3", 1);
		this.broker.worker("d", "other", 1);
		assertThat(this.broker.state().inFlight()).isEqualTo(3);
	}

	@Test
	void defect06NewWildcardOrVersionWakesWaitingRequests() {
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo@~1.2", "2");
		this.broker.worker("w", "ech*", 1);
		assertThat(this.broker.state().inFlight()).isOne();
		this.broker.worker("v", "echo@1.2.9", 1);
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void defect06WildcardIsUsedAfterTheExactWorkersHaveDied() {
		this.broker.worker("w", "ech*", 9);
		this.broker.worker("a", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		this.broker.gone("a");
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
		this.broker.request("c", "echo", "3");
		assertThat(this.broker.takeRequests("w")).containsExactly("3");
	}

	@Test
	void defect07RetryIsFirstInItsOwnQueueAndRepeatsNoPartials() {
		this.broker.client("c");
		this.broker.worker("w", "ech*", 2);
		this.broker.request("c", "echo", "1", "{\"retry\":1}");
		this.broker.request("c", "echo", "streamed", "{\"retry\":1}");
		this.broker.request("c", "echo", "2");
		this.broker.partial("w", "c", "streamed", "1");
		this.broker.gone("w");
		assertThat(this.broker.events()).contains("failed B_WORKER_LOST");
		this.broker.worker("exact", "echo", 1);
		this.broker.reply("exact", "c", "1", "1");
		assertThat(this.broker.takeRequests("exact")).containsExactly("2");
		this.broker.reply("exact", "c", "2", "1");
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void defect12EndedRequestAtTheHeadOfAQueueStopsNothing() {
		this.broker.request("c", "echo", "cancelled");
		this.broker.request("c", "echo", "expired", "{\"timeout\":100}");
		this.broker.request("gone", "echo", "1");
		this.broker.request("d", "echo", "alive");
		this.broker.cancel("c", "cancelled");
		this.broker.gone("gone");
		this.broker.pass(5000);
		this.broker.from("w", new WorkerReady(Frame.of("ech*")));
		this.broker.heartbeat("w", "{\"concurrency\":1}");
		assertThat(this.broker.takeRequests("w")).containsExactly("alive");
	}

	@Test
	void defect18NamesThatNobodyOffersAreBoundedAndForgotten() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(10_000_000, 100, 10_000, 50));
		for (int i = 0; i < 1000; i++) {
			small.request("c", "unknown" + i, "a" + i);
			small.request("c", "unknown@^1." + i, "b" + i);
		}
		assertThat(small.state().queued()).isEqualTo(50);
		assertThat(small.events().stream().filter("failed B_LIMIT"::equals)).hasSize(1950);
		small.worker("w", "a new name", 1);
		assertThat(small.state().workers()).isOne();
		small.pass(60_000);
		small.gone("w");
		small.gone("c");
		small.pass(3000);
		assertThat(small.state().isEmpty()).as(small.state().toString()).isTrue();
	}

	@Test
	void defect18NamesThatAWildcardServesAreBoundedToo() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(10_000_000, 100, 10_000, 50));
		small.worker("w", "*", -1);
		for (int i = 0; i < 1000; i++) {
			small.request("c", "known" + i, "" + i);
		}
		assertThat(small.state().inFlight()).as("the limit hinders no request that is served").isEqualTo(1000);
		assertThat(small.state().toString()).contains(" 51 services");
	}

	private void frames(String peer, String... frames) {
		Frame[] all = List.of(frames).stream().map(Frame::of).toArray(Frame[]::new);
		this.broker.from(peer, WireCodec.decodeAtBroker(Message.of(all)));
	}

	private List<String> errors(String client) {
		List<WireMessage> taken = this.broker.take(client);
		return taken.stream().map((message) -> ((ClientReply) message).body().data().text()).toList();
	}

}
