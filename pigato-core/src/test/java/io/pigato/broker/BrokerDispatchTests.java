package io.pigato.broker;

import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which worker gets which request, and when. */
class BrokerDispatchTests {

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void requestsWaitForAWorkerInTheirOrder() {
		this.broker.request("c", "echo", "1");
		this.broker.request("d", "echo", "1");
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.state().queued()).isEqualTo(3);
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("w", "{\"concurrency\":10}");
		assertThat(this.broker.takeRequests("w")).containsExactly("1", "1", "2");
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void workerNeverHoldsMoreThanItsConcurrency() {
		this.broker.worker("w", "echo", 2);
		for (int i = 1; i <= 4; i++) {
			this.broker.request("c", "echo", "" + i);
		}
		assertThat(this.broker.takeRequests("w")).containsExactly("1", "2");
		this.broker.reply("w", "c", "2", "1");
		assertThat(this.broker.takeRequests("w")).containsExactly("3");
	}

	@Test
	void concurrencyChangesWhileRunning() {
		this.broker.worker("w", "echo", 1);
		IntStream.rangeClosed(1, 6).forEach((i) -> this.broker.request("c", "echo", "" + i));
		this.broker.take("w");
		this.broker.heartbeat("w", "{\"concurrency\":3}");
		assertThat(this.broker.takeRequests("w")).containsExactly("2", "3");
		this.broker.heartbeat("w", "{\"concurrency\":0}");
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.heartbeat("w", "{\"concurrency\":-1}");
		assertThat(this.broker.takeRequests("w")).containsExactly("4", "5", "6");
	}

	@Test
	void newWorkerGetsOneRequestUntilItsFirstHeartbeat() {
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		IntStream.rangeClosed(1, 3).forEach((i) -> this.broker.request("c", "echo", "" + i));
		this.broker.pass(49);
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.pass(1);
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
		this.broker.pass(500);
		assertThat(this.broker.takeRequests("w")).isEmpty();
		this.broker.heartbeat("w", "{\"concurrency\":2}");
		assertThat(this.broker.takeRequests("w")).containsExactly("2");
	}

	@Test
	void bareHeartbeatMeansAConcurrencyOfOneHundred() {
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("w", "");
		IntStream.rangeClosed(1, 101).forEach((i) -> this.broker.request("c", "echo", "" + i));
		assertThat(this.broker.takeRequests("w")).hasSize(100);
	}

	@Test
	void workerThatHoldsLeastIsChosenAndAmongEqualsTheLongestIdle() {
		this.broker.worker("a", "echo", 10);
		this.broker.worker("b", "echo", 10);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		this.broker.request("c", "echo", "3");
		assertThat(this.broker.takeRequests("a")).containsExactly("1", "3");
		assertThat(this.broker.takeRequests("b")).containsExactly("2");
		this.broker.reply("a", "c", "1", "1");
		this.broker.reply("a", "c", "3", "1");
		this.broker.request("c", "echo", "4");
		assertThat(this.broker.takeRequests("a")).containsExactly("4");
	}

	@Test
	void fullWorkerIsPassedOverAndTriedAgain() {
		this.broker.worker("a", "echo", 10);
		this.broker.worker("b", "echo", 10);
		this.broker.answer("a", SendResult.FULL);
		this.broker.answer("b", SendResult.FULL);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		assertThat(this.broker.state().queued()).isEqualTo(2);
		this.broker.answer("b", SendResult.ACCEPTED);
		this.broker.pass(20);
		assertThat(this.broker.takeRequests("b")).containsExactly("1", "2");
	}

	@Test
	void requestIsGivenToAnotherWhenItsWorkerHasJustGone() {
		this.broker.worker("a", "echo", 10);
		this.broker.worker("b", "echo", 10);
		this.broker.answer("a", SendResult.GONE);
		this.broker.request("c", "echo", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
	}

	@Test
	void rejectedRequestGoesToAWorkerThatHasNotRejectedIt() {
		this.broker.worker("a", "echo", 10);
		this.broker.worker("b", "echo", 10);
		this.broker.request("c", "echo", "1");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
		this.broker.take("a");
		this.broker.reject("b", "c", "1");
		assertThat(this.broker.takeRequests("a")).isEmpty();
		assertThat(this.broker.takeRequests("b")).isEmpty();
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("x", "other", 1);
		this.broker.from("d", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("d", "");
		assertThat(this.broker.takeRequests("d")).containsExactly("1");
	}

	@Test
	void rejectedRequestDoesNotHinderThoseBehindIt() {
		this.broker.worker("a", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		this.broker.take("a");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.takeRequests("a")).containsExactly("2");
	}

	@Test
	void requestThatWaitsForABusyWorkerMovesOnWhenThatIsLost() {
		this.broker.worker("a", "echo", 1);
		this.broker.worker("b", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.request("c", "echo", "2");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.gone("b");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.worker("d", "echo", 1);
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void rejectAfterAPartialIsAnErrorToTheClient() {
		this.broker.client("c");
		this.broker.worker("a", "echo", 1);
		this.broker.worker("b", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.partial("a", "c", "1", "1");
		this.broker.reject("a", "c", "1");
		assertThat(this.broker.events()).contains("failed W_INTERNAL");
		assertThat(this.broker.takeRequests("b")).isEmpty();
	}

	@Test
	void targetedRequestGoesToItsWorkerAlone() {
		this.broker.worker("a", "echo", 1);
		this.broker.worker("b", "echo", 1);
		this.broker.request("c", "echo", "1", "{\"workerId\":\"b\"}");
		this.broker.request("c", "echo", "2", "{\"workerId\":\"b\"}");
		assertThat(this.broker.takeRequests("a")).isEmpty();
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
		this.broker.reply("b", "c", "1", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("2");
	}

	@Test
	void targetThatCannotServeTheRequestIsAnErrorAtOnce() {
		this.broker.client("c");
		this.broker.worker("a", "echo", 1);
		this.broker.request("c", "other", "1", "{\"workerId\":\"a\"}");
		this.broker.request("c", "echo", "2", "{\"workerId\":\"unknown\"}");
		this.broker.request("c", "echo", "3", "{\"workerId\":7}");
		this.broker.request("c", "echo", "4", "{\"workerId\":\"a\"}");
		this.broker.reject("a", "c", "4");
		this.broker.request("c", "echo", "5", "{\"workerId\":\"a\",\"retry\":1}");
		this.broker.gone("a");
		assertThat(this.broker.events().stream().filter("failed B_TARGET_NOT_FOUND"::equals)).hasSize(5);
	}

	@Test
	void falsyTargetMeansAnyWorker() {
		this.broker.worker("a", "echo", 9);
		this.broker.request("c", "echo", "1", "{\"workerId\":\"\"}");
		this.broker.request("c", "echo", "2", "{\"workerId\":null}");
		this.broker.request("c", "echo", "3", "{\"workerId\":0}");
		assertThat(this.broker.takeRequests("a")).containsExactly("1", "2", "3");
	}

}
