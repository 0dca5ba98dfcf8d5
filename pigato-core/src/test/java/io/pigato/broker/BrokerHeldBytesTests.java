package io.pigato.broker;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.WireMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is with workers cannot fill the heap, however many clients share in it, and
 * whether they still wait or not.
 */
class BrokerHeldBytesTests {

	private static final int BYTES = 10_000_000;

	private final BrokerHarness broker = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedBytes(BYTES));

	@BeforeEach
	void registerAWorkerThatTakesAll() {
		this.broker.worker("w", "hoard", -1);
	}

	@Test
	void oneLargeRequestOfEachOfManyClientsIsTooMuchAsAllOfOneAre() {
		List<String> errors = errorsOf(100, 2_000_000);
		assertThat(errors).hasSize(96).containsOnly("\"B_QUEUE_FULL\"");
		assertThat(this.broker.state().runningBytes()).isBetween(BYTES * 3L / 4, (long) BYTES);
		request("small", "1", 100);
		assertThat(this.broker.takeRequests("w")).as("4 and the small one").hasSize(5);
	}

	@Test
	void littleOfEachOfManyClientsIsTooMuchWhenThatIsTwiceAsMuch() {
		List<String> errors = errorsOf(500, 60_000);
		assertThat(errors).hasSizeBetween(160, 175).containsOnly("\"B_QUEUE_FULL\"");
		assertThat(this.broker.state().runningBytes()).isLessThan(2 * BYTES + 500_000);
		request("small", "1", 100);
		assertThat(this.broker.takeRequests("w")).contains("1");
	}

	@Test
	void requestsThatAreCancelledCountUntilTheirSlotsAreFree() {
		this.broker.client("c");
		request("c", "1", 1_000);
		this.broker.cancel("c", "1");
		assertThat(this.broker.state().runningBytes()).isBetween(500L, 600L);
		this.broker.reply("w", "c", "1", "1");
		assertThat(this.broker.state().runningBytes()).isZero();
		request("c", "2", 1_000);
		this.broker.cancel("c", "2");
		this.broker.gone("w");
		assertThat(this.broker.state().runningBytes()).isZero();
	}

	@Test
	void requestsThatNobodyWaitsForAreTooMuchHoweverManyHaveMadeThem() {
		for (int i = 0; i < 90_000; i++) {
			String oneOfMany = "c" + i / 3;
			this.broker.request(oneOfMany, "hoard", "r" + i);
			this.broker.cancel(oneOfMany, "r" + i);
		}
		assertThat(this.broker.state().runningBytes()).isBetween(3L * BYTES, 3L * BYTES + 1_000);
		assertThat(this.broker.state().report(1).get(0).inFlight()).isLessThan(60_000);
		this.broker.passWithHeartbeats(61_000, "w");
		assertThat(this.broker.state().runningBytes()).isZero();
		assertThat(this.broker.state().report(1).get(0).inFlight()).isZero();
		this.broker.take("w");
		request("late", "1", 100);
		assertThat(this.broker.takeRequests("w")).containsExactly("1");
	}

	@Test
	void idsOfRequestsThatNobodyWaitsForDoNotFillTheHeap() {
		String id = "x".repeat(249);
		for (int i = 100_000; i < 200_000; i++) {
			this.broker.request("c" + i % 100, "hoard", id + i);
			this.broker.cancel("c" + i % 100, id + i);
		}
		assertThat(this.broker.state().runningBytes()).isLessThan(BYTES + 3_000_000);
	}

	@Test
	void howLittleMayWaitDoesNotMatterToWhatRuns() {
		BrokerHarness strict = new BrokerHarness(BrokerLimits.DEFAULT.withMaxQueuedBytes(1));
		strict.worker("w", "hoard", -1);
		for (int i = 0; i < 1_000; i++) {
			strict.from("c" + i % 100, new ClientRequest(Frame.of("hoard"), Frame.of("r" + i),
					Frame.of("x".repeat(3_000)), JsonFrames.EMPTY_OBJECT));
		}
		assertThat(strict.takeRequests("w")).hasSize(1_000);
	}

	/** What a number of clients are told that ask once each. */
	private List<String> errorsOf(int clients, int bytes) {
		return IntStream.range(0, clients).mapToObj((i) -> "c" + i).map((client) -> {
			this.broker.client(client);
			request(client, "1", bytes);
			return this.broker.take(client);
		}).flatMap(Collection::stream).map(BrokerHeldBytesTests::error).toList();
	}

	private void request(String client, String rid, int bytes) {
		this.broker.from(client, new ClientRequest(Frame.of("hoard"), Frame.of(rid), Frame.of("x".repeat(bytes)),
				JsonFrames.EMPTY_OBJECT));
	}

	private static String error(WireMessage message) {
		return ((ClientReply) message).body().data().text();
	}

}
