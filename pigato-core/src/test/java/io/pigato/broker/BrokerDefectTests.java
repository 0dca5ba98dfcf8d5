package io.pigato.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

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

	private void frames(String peer, String... frames) {
		Frame[] all = List.of(frames).stream().map(Frame::of).toArray(Frame[]::new);
		this.broker.from(peer, WireCodec.decodeAtBroker(Message.of(all)));
	}

	private List<String> errors(String client) {
		List<WireMessage> taken = this.broker.take(client);
		return taken.stream().map((message) -> ((ClientReply) message).body().data().text()).toList();
	}

}
