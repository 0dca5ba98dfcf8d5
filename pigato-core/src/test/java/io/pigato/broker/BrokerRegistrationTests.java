package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is known to the broker, from when, and until when to the millisecond. */
class BrokerRegistrationTests {

	private static final long SILENCE_MILLIS = BrokerHarness.INTERVAL_MILLIS * (BrokerHarness.LIVENESS + 1);

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void readyForAnotherServiceIsANewRegistration() {
		this.broker.client("c");
		this.broker.worker("w", "old", 1);
		this.broker.request("c", "old", "1");
		this.broker.take("w");
		this.broker.from("w", new WorkerReady(Frame.of("new")));
		assertThat(this.broker.take("w")).containsExactly(new ReadyAck(BrokerContext.EXTENSIONS));
		assertThat(this.broker.events()).contains("lost w with 1", "failed B_WORKER_LOST");
		this.broker.heartbeat("w", "");
		this.broker.request("c", "old", "2");
		this.broker.request("c", "new", "3");
		assertThat(this.broker.takeRequests("w")).containsExactly("3");
		assertThat(this.broker.state().workers()).isOne();
	}

	@Test
	void readyWithoutANameIsRefusedFromARegisteredWorkerToo() {
		this.broker.worker("w", "echo", 1);
		this.broker.from("w", new WorkerReady(Frame.EMPTY));
		assertThat(this.broker.take("w")).isEmpty();
		assertThat(this.broker.events()).endsWith("dropped REFUSED_WORKER");
		assertThat(this.broker.state().workers()).isOne();
	}

	@Test
	void silentWorkerIsLostToTheMillisecondWheneverItWasHeardLast() {
		this.broker.worker("w", "echo", 1);
		this.broker.pass(700);
		this.broker.heartbeat("w", "");
		this.broker.pass(SILENCE_MILLIS - 1);
		assertThat(this.broker.state().workers()).isOne();
		this.broker.pass(1);
		assertThat(this.broker.state().workers()).isZero();
	}

	@Test
	void workerThatIsHeardGetsNoHeartbeatsButEchoes() {
		this.broker.worker("w", "echo", 1);
		for (int i = 0; i < 10; i++) {
			this.broker.pass(BrokerHarness.INTERVAL_MILLIS - 1);
			this.broker.reply("w", "nobody", "1", "1");
		}
		assertThat(this.broker.take("w")).isEmpty();
		this.broker.pass(2 * BrokerHarness.INTERVAL_MILLIS);
		assertThat(this.broker.take("w")).contains(new WorkerHeartbeatEcho());
	}

	@Test
	void anyMessageShowsThatAWorkerIsAliveEvenOneThatMakesNoSense() {
		this.broker.worker("w", "echo", 1);
		for (int i = 0; i < 10; i++) {
			this.broker.pass(SILENCE_MILLIS - 1);
			this.broker.from("w", new Malformed(Malformed.Reason.UNKNOWN_TYPE, Message.of(Frame.of("W"))));
		}
		assertThat(this.broker.state().workers()).isOne();
	}

	@Test
	void workerThatWasLostBySilenceIsDismissedOnceInAll() {
		this.broker.worker("w", "echo", 1);
		this.broker.pass(SILENCE_MILLIS);
		this.broker.heartbeat("w", "");
		this.broker.heartbeat("w", "");
		assertThat(dismissals("w")).isEqualTo(1);
		this.broker.worker("w", "echo", 1);
		assertThat(this.broker.state().workers()).isOne();
	}

	@Test
	void dismissalThatDidNotLeaveIsRepeated() {
		this.broker.answer("w", SendResult.FULL);
		this.broker.heartbeat("w", "");
		this.broker.answer("w", SendResult.ACCEPTED);
		this.broker.heartbeat("w", "");
		this.broker.heartbeat("w", "");
		assertThat(dismissals("w")).isEqualTo(1);
	}

	@Test
	void anyMessageShowsThatAClientIsBack() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.gone("c");
		this.broker.from("c", new RequestHeartbeat(Frame.of("1")));
		this.broker.passWithHeartbeats(10_000, "w");
		this.broker.reply("w", "c", "1", "7");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("7")));
	}

	@Test
	void clientThatComesBackInTimeStillUnderstandsErrors() {
		this.broker.client("c");
		this.broker.gone("c");
		this.broker.request("c", "echo", "1", "{\"workerId\":\"none\"}");
		assertThat(this.broker.take("c")).hasOnlyElementsOfType(ClientReply.class).hasSize(1);
	}

	@Test
	void clientThatStaysAwayIsForgotten() {
		this.broker.from("c", new ClientHeartbeat());
		this.broker.gone("c");
		assertThat(this.broker.state().isEmpty()).isFalse();
		this.broker.pass(BrokerHarness.INTERVAL_MILLIS * BrokerHarness.LIVENESS);
		assertThat(this.broker.state().isEmpty()).isTrue();
		assertThat(this.broker.deadlines()).isZero();
	}

	private long dismissals(String peer) {
		List<WireMessage> taken = this.broker.take(peer);
		return taken.stream().filter(WorkerDismissal.class::isInstance).count();
	}

}
