package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * What costs one look each, whatever the numbers: a scan for each message would take
 * hours here.
 */
class BrokerScaleTests {

	private static final int MANY = 90_000;

	private final BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxNames(100_000));

	@Test
	void freedSlotFindsItsNextRequestAmongManyNamesOfOneWildcard() {
		withoutHanging(() -> {
			ask("name%d");
			this.broker.worker("w", "name*", 1);
			serveAll("w");
		});
	}

	@Test
	void freedSlotFindsItsNextRequestAmongManyRangesOfOneBase() {
		withoutHanging(() -> {
			ask("echo@>=1.2 <2.%d");
			this.broker.worker("w", "echo@1.2.0", 1);
			serveAll("w");
		});
	}

	@Test
	void workerThatRejectsAllManyNamesDoesNotLookAtThemAgainForEachMessage() {
		withoutHanging(() -> {
			ask("name%d");
			this.broker.worker("w", "name*", 1);
			for (int i = 0; i < MANY; i++) {
				this.broker.reject("w", "c", "" + i);
			}
			assertThat(this.broker.state().queued()).isEqualTo(MANY);
			for (int i = 0; i < MANY; i++) {
				this.broker.request("c", "name" + i, "again" + i);
				this.broker.reply("w", "c", "again" + i, "1");
			}
			assertThat(this.broker.state().inFlight()).isZero();
			this.broker.worker("v", "name*", -1);
			assertThat(this.broker.state().queued()).isZero();
		});
	}

	@Test
	void exactWorkersComeAndGoWithoutALookAtAllNames() {
		withoutHanging(() -> {
			ask("name%d");
			this.broker.worker("w", "name*", 0);
			for (int i = 0; i < MANY; i++) {
				this.broker.from("x", new WorkerReady(Frame.of("name" + i)));
			}
			assertThat(this.broker.state().queued()).isEqualTo(MANY);
			assertThat(this.broker.state().workers()).isEqualTo(2);
		});
	}

	@Test
	void manyWorkersOfOneServiceAreServedAsFastAsOne() {
		withoutHanging(() -> {
			IntStream.range(0, 20_000).forEach((i) -> this.broker.worker("w" + i, "echo", 2));
			for (int round = 0; round < 5; round++) {
				for (int i = 0; i < 20_000; i++) {
					this.broker.request("c", "echo", "" + i);
				}
				for (int i = 0; i < 20_000; i++) {
					List<String> got = this.broker.takeRequests("w" + i);
					assertThat(got).hasSize(1);
					this.broker.reply("w" + i, "c", got.get(0), "1");
				}
			}
		});
	}

	@Test
	void workerWithManyRequestsIsLostWithoutALookAtAllForEach() {
		withoutHanging(() -> {
			this.broker.worker("w", "name*", -1);
			for (int i = 0; i < 200_000; i++) {
				this.broker.request("c", "name" + i % 1000, "" + i, "{\"retry\":1}");
			}
			this.broker.gone("w");
			assertThat(this.broker.state().queued()).isEqualTo(200_000);
			this.broker.worker("v", "name*", -1);
			assertThat(this.broker.state().inFlight()).isEqualTo(200_000);
		});
	}

	@Test
	void namesAskedForOnceAreNotKeptBeyondABound() {
		this.broker.worker("w", "*", -1);
		for (int i = 0; i < 3 * IdleNames.MAX; i++) {
			this.broker.request("c", "name" + i, "1");
			this.broker.reply("w", "c", "1", "1");
		}
		assertThat(this.broker.state().toString()).contains(IdleNames.MAX + 1 + " services");
		assertThat(this.broker.events()).doesNotContain("failed B_LIMIT");
		this.broker.gone("w");
		assertThat(this.broker.state().toString()).contains(" 0 services");
	}

	@Test
	void namesKeptForLaterMakeRoomForNewOnes() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(1_000_000, 100, 1000, 5));
		small.worker("w", "a*", 8);
		IntStream.range(0, 8).forEach((i) -> small.request("c", "a" + i, "" + i));
		assertThat(small.state().inFlight()).isEqualTo(8);
		IntStream.range(8, 19).forEach((i) -> small.request("c", "a" + i, "" + i));
		assertThat(small.state().queued()).isEqualTo(10);
		assertThat(small.events()).contains("failed B_LIMIT");
		small.worker("v", "another", 1);
		assertThat(small.state().workers()).isEqualTo(2);
	}

	@Test
	void rangeCountsAsMuchAsThereAreVersionsThatServeIt() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(1_000_000, 100, 1000, 5));
		IntStream.range(0, 5).forEach((i) -> small.worker("w" + i, "echo@1.0." + i, 0));
		IntStream.range(0, 10).forEach((i) -> small.request("c", "echo@1 || 9." + i, "" + i));
		assertThat(small.state().queued()).isEqualTo(2);
		small.worker("w5", "echo@1.0.5", 0);
		assertThat(small.state().workers()).isEqualTo(6);
	}

	@Test
	void requestWhoseNameWasForgottenMeanwhileFindsItAgain() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(1_000_000, 100, 1000, 1));
		small.worker("w", "a*", -1);
		small.request("c", "a1", "1", "{\"retry\":1}");
		small.request("c", "a2", "2");
		small.request("c", "a1", "3");
		small.reject("w", "c", "2");
		small.worker("v", "a*", 1);
		assertThat(small.takeRequests("v")).isEmpty();
		assertThat(small.state().inFlight()).isEqualTo(3);
		small.gone("w");
		small.reply("v", "c", "2", "1");
		assertThat(small.takeRequests("v")).containsExactly("1");
	}

	private void ask(String name) {
		for (int i = 0; i < MANY; i++) {
			this.broker.request("c", String.format(name, i), "" + i);
		}
		assertThat(this.broker.state().queued()).isEqualTo(MANY);
	}

	private void serveAll(String worker) {
		for (int i = 0; i < MANY; i++) {
			this.broker.reply(worker, "c", "" + i, "1");
		}
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.state().inFlight()).isZero();
	}

	private static void withoutHanging(Executable executable) {
		assertTimeoutPreemptively(Duration.ofMinutes(1), executable);
	}

}
