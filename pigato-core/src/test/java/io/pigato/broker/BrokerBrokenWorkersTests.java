package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers whose connection breaks amid a dispatch, and workers that reply nonsense. */
class BrokerBrokenWorkersTests {

	private static final String RETRY = "{\"retry\":1}";

	private final BrokerHarness broker = new BrokerHarness();

	@BeforeEach
	void client() {
		this.broker.client("c");
	}

	@Test
	void workerThatIsFoundGoneAtADispatchIsLostWithAllItHolds() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2", RETRY);
		this.broker.answer("w", SendResult.GONE);
		this.broker.request("c", "echo", "3");
		this.broker.worker("v", "echo", 9);
		this.broker.pass(1);
		assertThat(this.broker.takeRequests("v")).containsExactly("2");
		assertThat(this.broker.events()).contains("lost w with 2", "failed B_WORKER_LOST");
		assertThat(errors()).containsExactly("\"B_WORKER_LOST\"");
		assertThat(this.broker.state().workers()).isOne();
		this.broker.gone("w");
		assertThat(this.broker.events().stream().filter((event) -> event.startsWith("lost"))).hasSize(1);
		assertThat(this.broker.state().inFlight()).isEqualTo(2);
	}

	@Test
	void requestThatCouldNotBeHandedOverGoesToAnotherWorkerAtOnce() {
		this.broker.worker("w", "echo", 9);
		this.broker.worker("v", "echo", 9);
		this.broker.answer("w", SendResult.GONE);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.takeRequests("v")).containsExactly("1", "2");
	}

	@Test
	void replyThatAWorkerSentBeforeItsEndCountsWhereItsEndIsSeenFirst() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.answer("w", SendResult.GONE);
		this.broker.request("c", "echo", "2");
		this.broker.reply("w", "c", "1", "7");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("7")));
		this.broker.pass(1);
		assertThat(this.broker.events()).endsWith("lost w with 0");
	}

	@Test
	void nextConnectionOfTheSameIdentityIsNotTakenForTheOneThatIsGone() {
		this.broker.worker("w", "echo", 9);
		this.broker.answer("w", SendResult.GONE);
		this.broker.request("c", "echo", "1");
		this.broker.gone("w");
		this.broker.answer("w", SendResult.ACCEPTED);
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("w", "{\"concurrency\":1}");
		this.broker.pass(500);
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		assertThat(this.broker.state().workers()).isOne();
		assertThat(this.broker.events().stream().filter((event) -> event.startsWith("lost"))).hasSize(1);
	}

	@Test
	void workerThatIsOnlyFullStays() {
		this.broker.worker("w", "echo", 9);
		this.broker.answer("w", SendResult.FULL);
		this.broker.request("c", "echo", "1");
		this.broker.pass(4);
		assertThat(this.broker.state().workers()).isOne();
		this.broker.answer("w", SendResult.ACCEPTED);
		this.broker.pass(1);
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "6" })
	void replyWithAnUnknownCodeFailsItsRequestAndFreesTheSlot(String type) {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		this.broker.take("w");
		reply("w", type, "1", "2");
		assertThat(errors()).containsExactly("\"the worker's reply has an unknown code\"");
		assertThat(this.broker.events()).contains("dropped MALFORMED");
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
	}

	@Test
	void replyWithAnUnknownCodeToAForgottenRequestFreesTheSlot() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.cancel("c", "1");
		this.broker.request("c", "echo", "2");
		this.broker.take("w");
		reply("w", "3", "1", "OK");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
	}

	@Test
	void replyWithAnUnknownCodeCountsOnlyFromTheWorkerThatHoldsTheRequest() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.worker("thief", "echo", 1);
		reply("thief", "3", "1", "7");
		reply("stranger", "3", "1", "7");
		assertThat(this.broker.take("c")).isEmpty();
		assertThat(this.broker.state().inFlight()).isOne();
	}

	private void reply(String worker, String type, String rid, String code) {
		this.broker.from(worker, WireCodec.decodeAtBroker(Message.of(Frame.of("W"), Frame.of(type), Frame.of("c"),
				Frame.EMPTY, Frame.of(rid), Frame.of(code), Frame.of("1"))));
	}

	private List<String> errors() {
		List<WireMessage> taken = this.broker.take("c");
		return taken.stream()
			.map(ClientReply.class::cast)
			.filter((reply) -> reply.body().code() == ReplyCode.ERROR)
			.map((reply) -> reply.body().data().text())
			.toList();
	}

}
