package io.pigato.broker;

import java.util.List;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.transport.SendResult;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What listeners are told: every request ends once, and no end is told twice or kept
 * back.
 */
class BrokerAccountingTests {

	private static final String RETRY = "{\"retry\":1}";

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void replyThatItsClientDoesNotTakeIsNotCountedAsReplied() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.answer("c", SendResult.GONE);
		this.broker.reply("w", "c", "1", "1");
		assertThat(ends()).containsExactly("cancelled");
		assertThat(this.broker.events()).contains("dropped CLIENT_GONE");
		assertThat(this.broker.state().inFlight()).isZero();
	}

	@Test
	void streamThatItsClientDoesNotTakeEndsOnce() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1");
		this.broker.answer("c", SendResult.FULL);
		this.broker.partial("w", "c", "1", "1");
		this.broker.partial("w", "c", "1", "2");
		this.broker.reply("w", "c", "1", "3");
		assertThat(ends()).containsExactly("cancelled");
	}

	@Test
	void requestThatIsRefusedIsCountedAsFailed() {
		this.broker.client("c");
		this.broker.request("c", "", "1");
		this.broker.request("c", "x".repeat(256), "2");
		this.broker.state().stop();
		this.broker.request("c", "echo", "3");
		assertThat(ends()).containsExactly("failed B_LIMIT", "failed B_LIMIT", "failed B_SHUTDOWN");
		assertThat(this.broker.take("c")).hasSize(3);
	}

	@Test
	void errorOfARefusalNamesWhatIsWrong() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(100_000, 10, 1, 1));
		small.client("c");
		small.request("c", "", "1");
		assertThat(options(small, "c")).contains("1 to 255 bytes");
		small.request("c", "a", "2");
		small.request("c", "a", "3");
		assertThat(options(small, "c")).contains("B_QUEUE_FULL").contains("too many requests");
		small.client("d");
		small.request("d", "b", "4");
		assertThat(options(small, "d")).contains("B_LIMIT").contains("names");
	}

	@Test
	void everyRequestEndsOnceHoweverItEnds() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "replied");
		this.broker.reply("w", "c", "replied", "1");
		this.broker.request("c", "echo", "expired", "{\"timeout\":100}");
		this.broker.request("c", "none", "expired waiting", "{\"timeout\":100}");
		this.broker.pass(100);
		this.broker.reply("w", "c", "expired", "late");
		this.broker.request("c", "echo", "cancelled");
		this.broker.cancel("c", "cancelled");
		this.broker.reply("w", "c", "cancelled", "late");
		this.broker.request("c", "echo", "lost");
		this.broker.gone("w");
		assertThat(ends()).containsExactly("replied after 0", "expired", "expired", "cancelled",
				"failed B_WORKER_LOST");
		assertThat(this.broker.state().inFlight()).isZero();
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void requestsUnderWayAtTheEndAreToldWhetherTheyMayBeRepeated() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1", RETRY);
		this.broker.request("c", "echo", "2");
		this.broker.state().stop();
		assertThat(this.broker.take("c")).isEmpty();
		this.broker.state().dismissWorkers(0);
		assertThat(ends()).containsExactly("failed B_SHUTDOWN", "failed B_WORKER_LOST");
		assertThat(this.broker.take("w")).endsWith(new WorkerDismissal());
	}

	@Test
	void requestRejectedWhileStoppingIsToldWhenTheWorkersAreDismissed() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.state().stop();
		this.broker.reject("w", "c", "1");
		this.broker.state().dismissWorkers(0);
		assertThat(ends()).containsExactly("failed B_SHUTDOWN");
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void workerThatIsAboutToBeDismissedGetsNothingThatWaits() {
		this.broker.client("c");
		this.broker.worker("a", "echo", 9);
		this.broker.worker("b", "e*", 9);
		this.broker.request("c", "echo", "1");
		this.broker.state().stop();
		this.broker.reject("a", "c", "1");
		this.broker.state().dismissWorkers(0);
		assertThat(this.broker.takeRequests("b")).isEmpty();
		assertThat(ends()).containsExactly("failed B_SHUTDOWN");
	}

	@Test
	void retriedRequestIsCountedAsSuchAndNotAsQueuedAgain() {
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1", RETRY);
		this.broker.gone("w");
		this.broker.worker("v", "echo", 1);
		this.broker.reply("v", "c", "1", "1");
		assertThat(this.broker.events()).containsExactly("registered w", "dispatched", "lost w with 1", "retried",
				"registered v", "dispatched", "replied after 0");
	}

	@Test
	void workerThatComesWhileStoppingIsDroppedAsSuch() {
		this.broker.state().stop();
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		assertThat(this.broker.events()).containsExactly("dropped SHUTDOWN");
		assertThat(this.broker.take("w")).isEmpty();
	}

	@Test
	void workerThatComesAgainWhileStoppingGoesOnWithWhatItHas() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.take("w");
		this.broker.state().stop();
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.from("w", new WorkerReady(Frame.of("another")));
		assertThat(this.broker.take("w")).isEmpty();
		this.broker.reply("w", "c", "1", "7");
		assertThat(this.broker.take("c")).containsExactly(new ClientReply(true, Frame.of("1"), BrokerHarness.ok("7")));
		this.broker.state().dismissWorkers(0);
		assertThat(this.broker.take("w")).containsExactly(new WorkerDismissal());
	}

	@Test
	void workerThatIsLostWhileStoppingHasNothingTriedAgain() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.worker("v", "echo", 0);
		this.broker.request("c", "echo", "1", RETRY);
		this.broker.state().stop();
		this.broker.gone("w");
		assertThat(ends()).containsExactly("failed B_SHUTDOWN");
		assertThat(this.broker.state().inFlight() + this.broker.state().queued()).isZero();
	}

	@Test
	void dismissalIsTheLastThatAWorkerGets() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 1);
		this.broker.request("c", "echo", "1", RETRY);
		this.broker.request("c", "echo", "2", RETRY);
		this.broker.state().stop();
		this.broker.state().dismissWorkers(0);
		this.broker.from("w", new WorkerReady(Frame.of("echo")));
		this.broker.pass(10_000);
		assertThat(this.broker.take("w")).endsWith(new WorkerDismissal());
		assertThat(this.broker.state().workers()).isZero();
	}

	@Test
	void errorIsNotSaidToBeRetryableWhereTheWorkMayHaveBeenDone() {
		this.broker.client("c");
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1");
		this.broker.state().stop();
		this.broker.state().dismissWorkers(0);
		assertThat(options(this.broker, "c")).contains("\"code\":\"" + ErrorCodes.WORKER_LOST + "\"")
			.contains("\"retryable\":false");
	}

	private List<String> ends() {
		return this.broker.events()
			.stream()
			.filter((event) -> event.startsWith("replied") || event.startsWith("failed") || event.equals("expired")
					|| event.equals("cancelled"))
			.toList();
	}

	private static String options(BrokerHarness broker, String client) {
		List<WireMessage> taken = broker.take(client);
		return ((ClientReply) taken.get(taken.size() - 1)).body().options().text();
	}

}
