package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerKeepAlive;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Registration and liveness of workers. */
class BrokerWorkersTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void readyIsAcknowledgedWithWhatTheBrokerCanDo() {
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		assertThat(this.broker.take("w")).containsExactly(new ReadyAck(BrokerContext.EXTENSIONS));
		assertThat(this.broker.events()).containsExactly("registered w");
		assertThat(this.broker.state().services()).isOne();
	}

	@Test
	void aWorkerIsNotSilentWhileALargeMessageOfItComes() {
		long silence = BrokerHarness.INTERVAL_MILLIS * (BrokerHarness.LIVENESS + 1);
		this.broker.worker("w", "echo", 1);
		for (int i = 0; i < 10; i++) {
			this.broker.pass(silence - 1);
			this.broker.grows("w");
		}
		assertThat(this.broker.take("w")).as("so that it does not give the broker up")
			.hasSizeGreaterThan(30)
			.containsOnly(new WorkerHeartbeatEcho());
		this.broker.pass(silence - 1);
		assertThat(this.broker.state().workers()).isOne();
		this.broker.pass(1);
		assertThat(this.broker.state().workers()).isZero();
	}

	@Test
	void readyAgainChangesNothing() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.take("w");
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		assertThat(this.broker.take("w")).containsExactly(new ReadyAck(BrokerContext.EXTENSIONS));
		assertThat(this.broker.state().workers()).isOne();
		assertThat(this.broker.state().inFlight()).isOne();
	}

	@Test
	void workerWithoutServiceNameIsRefusedInSilence() {
		this.broker.from("w", new WorkerReady(Frame.EMPTY));
		this.broker.from("w2", new WorkerReady(Frame.of("x".repeat(256))));
		this.broker.from("w3", new WorkerReady(Frame.of("$dir")));
		assertThat(this.broker.take("w")).isEmpty();
		assertThat(this.broker.state().workers()).isZero();
		assertThat(this.broker.events()).containsOnly("dropped REFUSED_WORKER").hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(strings = { "__proto__", "constructor", "user@host", "*", "toString", "💥" })
	void noServiceNameIsSpecial(String name) {
		this.broker.worker("w", name, 1);
		this.broker.request("c", name, "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@Test
	void unknownWorkerIsDismissedOnce() {
		this.broker.heartbeat("w", "");
		this.broker.heartbeat("w", "");
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.take("w")).containsExactly(new WorkerDismissal());
		assertThat(this.broker.events()).containsOnly("dropped UNKNOWN_WORKER").hasSize(3);
		this.broker.gone("w");
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void goodbyeIsNeverAnswered() {
		this.broker.from("w", new WorkerGoodbye());
		this.broker.worker("w2", "echo", 1);
		this.broker.from("w2", new WorkerGoodbye());
		assertThat(this.broker.take("w")).isEmpty();
		assertThat(this.broker.take("w2")).isEmpty();
		assertThat(this.broker.state().isEmpty()).isTrue();
	}

	@Test
	void heartbeatIsEchoed() {
		this.broker.worker("w", "echo", 1);
		this.broker.heartbeat("w", "");
		assertThat(this.broker.take("w")).containsExactly(new WorkerHeartbeatEcho());
	}

	@Test
	void silentWorkerIsAskedAndThenLostAfterIntervalTimesLivenessPlusOne() {
		this.broker.worker("w", "echo", 1);
		this.broker.pass(3999);
		assertThat(this.broker.take("w")).hasSize(3).containsOnly((WireMessage) new WorkerHeartbeatEcho());
		assertThat(this.broker.state().workers()).isOne();
		this.broker.pass(1);
		assertThat(this.broker.take("w")).containsExactly(new WorkerDismissal());
		assertThat(this.broker.state().workers()).isZero();
		assertThat(this.broker.deadlines()).isZero();
	}

	@Test
	void anyMessageKeepsAWorkerAlive() {
		this.broker.worker("w", "echo", 1);
		for (int i = 0; i < 20; i++) {
			this.broker.pass(900);
			this.broker.reply("w", "nobody", "1", "1");
		}
		assertThat(this.broker.state().workers()).isOne();
	}

	@Test
	void clientMayKeepAWorkerAlive() {
		this.broker.worker("w", "echo", 1);
		for (int i = 0; i < 20; i++) {
			this.broker.pass(900);
			this.broker.from("c", new WorkerKeepAlive(Frame.of("w")));
			this.broker.from("c", new WorkerKeepAlive(Frame.of("unknown")));
		}
		assertThat(this.broker.state().workers()).isOne();
		assertThat(this.broker.take("c")).isEmpty();
	}

	@Test
	void endOfItsConnectionLosesAWorkerAtOnce() {
		this.broker.worker("w", "echo", 1);
		this.broker.gone("w");
		assertThat(this.broker.events()).contains("lost w with 0");
		assertThat(this.broker.state().isEmpty()).isTrue();
		assertThat(this.broker.deadlines()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "{\"concurrency\":\"many\"}", "{\"concurrency\":-2}",
			"{\"concurrency\":1.5}", "not json", "{\"concurrency\":" })
	void statusThatMakesNoSenseChangesNothing(String status) {
		this.broker.worker("w", "echo", 1);
		this.broker.heartbeat("w", status);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

}
