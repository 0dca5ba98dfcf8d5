package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Names and ids that peers choose: none is special, and none passes for another's. */
class BrokerNamesTests {

	private static final Frame BINARY = Frame.of(new byte[] { 0, (byte) 0xff, 7 });

	private final BrokerHarness broker = new BrokerHarness();

	@ParameterizedTest
	@ValueSource(strings = { "__proto__", "constructor", "toString", "ech*", "echo@1.2.3", " ", "ä\n\u0000" })
	void nameIsServedLiterallyWhateverItIs(String name) {
		this.broker.worker("w", name, 1);
		this.broker.request("c", name, "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		this.broker.reply("w", "c", "1", "7");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("7")));
		this.broker.gone("w");
		assertThat(this.broker.state().services()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "__proto__", "constructor", "request", "worker", "null" })
	void idsOfPeersAndRequestsAreOnlyBytes(String id) {
		this.broker.worker(id + "-w", "echo", 1);
		this.broker.request(id, "echo", id);
		assertThat(this.broker.takeRequests(id + "-w")).containsExactly(id);
		this.broker.reply(id + "-w", id, id, "7");
		assertThat(this.broker.take(id)).containsExactly(new ClientReply(true, Frame.of(id), BrokerHarness.ok("7")));
	}

	@Test
	void idUsedAgainWhileTheWorkerIsStillBusyWithItIsAnotherRequest() {
		this.broker.worker("w", "echo", 2);
		this.broker.request("c", "echo", "1");
		Frame first = nameOfClient("w");
		this.broker.cancel("c", "1");
		this.broker.take("w");
		this.broker.request("c", "echo", "1");
		Frame second = nameOfClient("w");
		assertThat(second).isNotEqualTo(first);
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.takeRequests("w")).as("both slots are taken").isEmpty();
		this.broker.reply("w", first.text(), "1", "\"late\"");
		assertThat(this.broker.take("c")).isEmpty();
		this.broker.reply("w", second.text(), "1", "\"in time\"");
		assertThat(this.broker.take("c"))
			.containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("\"in time\"")));
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
	}

	@Test
	void signalsForARequestUseTheNameThatItsWorkerKnows() {
		this.broker.worker("w", "echo", 1);
		from(BINARY, request("1"));
		Frame name = nameOfClient("w");
		from(BINARY, new RequestHeartbeat(Frame.of("1")));
		assertThat(this.broker.take("w")).containsExactly(new HandlerHeartbeat(name, Frame.of("1")));
		this.broker.state().onPeerGone(BINARY, 0);
		this.broker.pass(3000);
		assertThat(this.broker.take("w")).contains(new HandlerCancel(name, Frame.of("1")));
	}

	@Test
	void clientThatTakesTheNameOfAnotherGetsNoneOfItsReplies() {
		this.broker.worker("w", "echo", 9);
		from(BINARY, request("1"));
		Frame name = nameOfClient("w");
		from(name, request("1"));
		Frame other = nameOfClient("w");
		assertThat(other).isNotEqualTo(name);
		this.broker.reply("w", name.text(), "1", "\"secret\"");
		assertThat(this.broker.take(name.text())).isEmpty();
	}

	@Test
	void namesOfOneHashAreToldApartInTime() {
		List<String> names = collidingNames(1 << 15);
		this.broker.worker("w", "echo", -1);
		for (String name : names) {
			this.broker.request(name, "echo", "1");
			this.broker.request("c", "echo", name);
		}
		assertThat(this.broker.state().inFlight()).isEqualTo(2 * names.size());
		for (String name : names) {
			this.broker.reply("w", name, "1", "1");
			this.broker.reply("w", "c", name, "1");
		}
		assertThat(this.broker.state().inFlight()).isZero();
		assertThat(names).extracting(String::hashCode).containsOnly(names.get(0).hashCode());
	}

	private static List<String> collidingNames(int count) {
		List<String> names = List.of("");
		while (names.size() < count) {
			List<String> longer = new ArrayList<>();
			names.forEach((name) -> longer.addAll(List.of(name + "Aa", name + "BB")));
			names = longer;
		}
		return names;
	}

	private Frame nameOfClient(String worker) {
		List<WireMessage> taken = this.broker.take(worker);
		return ((WorkerRequest) taken.get(taken.size() - 1)).client();
	}

	private void from(Frame peer, WireMessage message) {
		this.broker.state().onMessage(peer, message, 0);
	}

	private static ClientRequest request(String rid) {
		return new ClientRequest(Frame.of("echo"), Frame.of(rid), JsonFrames.NULL, JsonFrames.EMPTY_OBJECT);
	}

}
