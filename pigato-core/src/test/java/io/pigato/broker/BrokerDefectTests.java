package io.pigato.broker;

import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the Node.js broker does wrong and this one must not, by the number under which it
 * is listed.
 */
class BrokerDefectTests {

	private final BrokerHarness broker = new BrokerHarness();

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
		BrokerHarness small = new BrokerHarness(new BrokerLimits(10_000_000, 100, 10_000, 50));
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
		BrokerHarness small = new BrokerHarness(new BrokerLimits(10_000_000, 100, 10_000, 50));
		small.worker("w", "*", -1);
		for (int i = 0; i < 1000; i++) {
			small.request("c", "known" + i, "" + i);
		}
		assertThat(small.state().inFlight()).as("the limit hinders no request that is served").isEqualTo(1000);
		assertThat(small.state().toString()).contains(" 51 services");
	}

}
