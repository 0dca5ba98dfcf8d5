package io.pigato.broker;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Each limit at its edge: what it lets pass, and what it says to what it does not. */
class BrokerLimitsTests {

	@Test
	void defaultsAreThoseThatAreDocumented() {
		assertThat(BrokerLimits.DEFAULT)
			.isEqualTo(new BrokerLimits(16_777_216, 16, 255, 268_435_456L, 1_000_000, 1_000_000, 10_000, 67_108_864L));
	}

	@Test
	void eachLimitIsChangedAlone() {
		assertThat(BrokerLimits.DEFAULT.withMaxMessageBytes(1)
			.withMaxFrames(2)
			.withMaxNameBytes(3)
			.withMaxQueuedBytes(4)
			.withMaxQueuedPerService(5)
			.withMaxRequestsPerClient(6)
			.withMaxNames(7)
			.withMaxUnsentBytes(8)).isEqualTo(new BrokerLimits(1, 2, 3, 4, 5, 6, 7, 8));
	}

	static Stream<Runnable> refused() {
		BrokerLimits limits = BrokerLimits.DEFAULT;
		return Stream.of(() -> limits.withMaxMessageBytes(0), () -> limits.withMaxFrames(0),
				() -> limits.withMaxNameBytes(0), () -> limits.withMaxQueuedBytes(0),
				() -> limits.withMaxQueuedPerService(0), () -> limits.withMaxRequestsPerClient(0),
				() -> limits.withMaxNames(0), () -> limits.withMaxUnsentBytes(0));
	}

	@ParameterizedTest
	@MethodSource("refused")
	void limitBelowOneIsRefused(Runnable setting) {
		assertThatIllegalArgumentException().isThrownBy(setting::run).withMessageContaining("at least 1, not 0");
	}

	@Test
	void namesAreNoLongerThanAnIdentityOfTwoBytesLengthCanBe() {
		assertThat(BrokerLimits.DEFAULT.withMaxNameBytes(65_535).maxNameBytes()).isEqualTo(65_535);
		assertThatIllegalArgumentException().isThrownBy(() -> BrokerLimits.DEFAULT.withMaxNameBytes(65_536))
			.withMessageContaining("65536");
	}

	@Test
	void nameMayHave255BytesAndNotOneMore() {
		BrokerHarness broker = new BrokerHarness();
		broker.client("c");
		broker.request("c", "x".repeat(255), "1");
		assertThat(broker.take("c")).isEmpty();
		broker.request("c", "x".repeat(256), "2");
		assertThat(errors(broker)).containsExactly("\"B_LIMIT\"");
		assertThat(broker.events()).containsExactly("queued", "failed B_LIMIT");
	}

	@Test
	void idOfARequestMayHave255BytesAndNotOneMore() {
		BrokerHarness broker = new BrokerHarness();
		broker.worker("w", "echo", 1);
		broker.client("c");
		broker.request("c", "echo", "x".repeat(255));
		assertThat(broker.takeRequests("w")).hasSize(1);
		broker.request("c", "echo", "x".repeat(256));
		assertThat(broker.takeRequests("w")).isEmpty();
		assertThat(errors(broker)).containsExactly("\"B_LIMIT\"");
	}

	@Test
	void aClientThatFillsTheQueueDoesNotKeepOthersFromWaiting() {
		BrokerHarness broker = new BrokerHarness(BrokerHarness.limits(100_000, 10_000, 10_000, 10));
		for (int i = 0; i < 1_000; i++) {
			broker.request("greedy", "nobody", "" + i);
		}
		assertThat(broker.state().queuedBytes()).isLessThanOrEqualTo(100_000);
		broker.client("c");
		for (int i = 0; i < 10; i++) {
			broker.request("c", "busy", "" + i);
		}
		assertThat(errors(broker)).isEmpty();
		broker.worker("w", "busy", -1);
		assertThat(broker.takeGiven()).hasSize(10);
	}

	@Test
	void clientsThatHaveLittleEachFillTheQueueTwiceAtMost() {
		BrokerHarness broker = new BrokerHarness(BrokerHarness.limits(100_000, 10_000, 10_000, 10));
		for (int i = 0; i < 1_000; i++) {
			broker.request("c" + i, "nobody", "1");
		}
		assertThat(broker.state().queuedBytes()).isBetween(100_000L, 200_000L);
		for (int i = 0; i < 1_000; i++) {
			broker.cancel("c" + i, "1");
		}
		assertThat(broker.state().queuedBytes()).isZero();
		for (int i = 0; i < 1_000; i++) {
			broker.request("last", "nobody", "" + i);
		}
		assertThat(broker.state().queuedBytes()).isBetween(99_000L, 100_000L);
	}

	@Test
	void namesThatNobodyServesDoNotKeepOthersFromBeingServed() {
		BrokerHarness broker = new BrokerHarness(BrokerHarness.limits(100_000, 100, 100, 2));
		broker.worker("w", "orders.*", -1);
		broker.worker("v", "bills@1.0.0", -1);
		broker.client("c");
		broker.request("c", "one", "1");
		broker.request("c", "two", "2");
		broker.request("c", "three", "3");
		assertThat(errors(broker)).containsExactly("\"B_LIMIT\"");
		for (int i = 0; i < 100; i++) {
			broker.request("c", "orders." + i, "o" + i);
			broker.reply("w", "c", "o" + i, "1");
			broker.request("c", "bills@" + ((i % 2 == 0) ? "^" : "~") + "1.0.0", "b" + i);
			broker.reply("v", "c", "b" + i, "1");
		}
		assertThat(errors(broker)).hasSize(200).containsOnly("1");
	}

	@Test
	void nameOfAWorkerMayHave255BytesAndNotOneMore() {
		BrokerHarness broker = new BrokerHarness();
		broker.from("v", new WorkerReady(Frame.of("x".repeat(255))));
		broker.from("w", new WorkerReady(Frame.of("x".repeat(256))));
		assertThat(broker.take("v")).containsExactly(new ReadyAck(BrokerContext.EXTENSIONS));
		assertThat(broker.take("w")).isEmpty();
		assertThat(broker.events()).containsExactly("registered v", "dropped REFUSED_WORKER");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 300 })
	void lengthOfNamesCanBeChosen(int length) {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxNameBytes(length));
		broker.client("c");
		broker.request("c", "x".repeat(length), "1");
		broker.request("c", "x".repeat(length + 1), "2");
		assertThat(errors(broker)).containsExactly("\"B_LIMIT\"");
		broker.worker("w", "x".repeat(length), 1);
		broker.worker("v", "x".repeat(length + 1), 1);
		assertThat(broker.state().workers()).isOne();
	}

	@Test
	void wildcardsServeLongNamesWhereTheseAreAllowed() {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxNameBytes(1000));
		broker.worker("short", "n*", 1);
		broker.request("c", "n".repeat(300), "1");
		broker.worker("long", "n".repeat(999) + "*", 1);
		broker.request("c", "n".repeat(1000), "2");
		assertThat(broker.takeRequests("short")).containsExactly("1");
		assertThat(broker.takeRequests("long")).containsExactly("2");
	}

	@Test
	void waitingRequestsMayTakeTheirBytesAndNotOneMore() {
		BrokerHarness probe = new BrokerHarness();
		probe.request("c", "echo", "1");
		probe.request("c", "other", "2");
		long both = probe.state().queuedBytes();
		BrokerHarness enough = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedBytes(both));
		enough.client("c");
		enough.request("c", "echo", "1");
		enough.request("c", "other", "2");
		assertThat(errors(enough)).isEmpty();
		BrokerHarness less = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedBytes(both - 1));
		less.client("c");
		less.request("c", "echo", "1");
		less.request("c", "other", "2");
		assertThat(errors(less)).containsExactly("\"B_QUEUE_FULL\"");
		assertThat(less.events()).containsExactly("queued", "failed B_QUEUE_FULL");
		assertThat(less.state().queuedBytes()).isPositive().isLessThan(both);
	}

	@Test
	void requestThatFindsAWorkerNeedsNoRoomToWait() {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedBytes(1));
		broker.client("c");
		broker.worker("w", "echo", 1);
		broker.request("c", "echo", "1");
		assertThat(broker.takeRequests("w")).containsExactly("1");
		broker.request("c", "echo", "2");
		assertThat(errors(broker)).containsExactly("\"B_QUEUE_FULL\"");
	}

	@Test
	void requestsOfOneServiceMayWaitInTheirNumberAndThoseOfAnotherBesides() {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedPerService(3));
		broker.client("c");
		IntStream.range(0, 3).forEach((i) -> broker.request("c", "echo", "" + i));
		assertThat(errors(broker)).isEmpty();
		broker.request("c", "echo", "3");
		broker.request("c", "other", "4");
		assertThat(errors(broker)).containsExactly("\"B_QUEUE_FULL\"");
		assertThat(broker.state().queued()).isEqualTo(4);
	}

	@Test
	void clientMayHaveItsNumberOfRequestsUnansweredRunningOnesIncluded() {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxRequestsPerClient(2));
		broker.client("c");
		broker.worker("w", "echo", 1);
		broker.request("c", "echo", "1");
		broker.request("c", "echo", "2");
		assertThat(errors(broker)).isEmpty();
		broker.request("c", "echo", "3");
		assertThat(errors(broker)).containsExactly("\"B_QUEUE_FULL\"");
		broker.reply("w", "c", "1", "1");
		broker.take("c");
		broker.request("c", "echo", "4");
		assertThat(errors(broker)).isEmpty();
		broker.request("d", "echo", "1");
		assertThat(broker.events()).endsWith("queued");
	}

	@Test
	void namesThatOnlyClientsKnowAreCountedAndNeverHinderAWorker() {
		BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxNames(2));
		broker.client("c");
		broker.worker("v", "offered", 1);
		broker.request("c", "offered", "0");
		broker.request("c", "a", "1");
		broker.request("c", "b", "2");
		broker.request("c", "b", "3");
		assertThat(errors(broker)).isEmpty();
		broker.request("c", "d", "4");
		assertThat(errors(broker)).containsExactly("\"B_LIMIT\"");
		broker.worker("w", "e", 1);
		broker.request("c", "e", "5");
		assertThat(broker.takeRequests("w")).containsExactly("5");
		broker.cancel("c", "1");
		broker.request("c", "d", "6");
		assertThat(errors(broker)).isEmpty();
	}

	private static List<String> errors(BrokerHarness broker) {
		List<WireMessage> taken = broker.take("c");
		return taken.stream().map((message) -> ((ClientReply) message).body().data().text()).toList();
	}

}
