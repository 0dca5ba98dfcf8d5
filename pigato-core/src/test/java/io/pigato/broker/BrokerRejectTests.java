package io.pigato.broker;

import java.util.List;
import java.util.stream.IntStream;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.protocol.WorkerReady;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of requests that workers give back or lose, when there are several. */
class BrokerRejectTests {

	private static final String RETRY = "{\"retry\":1}";

	private static final Deadline IDLE = new Deadline() {

		@Override
		protected void onDue(long nowNanos) {
			// nothing is scheduled
		}

	};

	private static final ClientRecord CLIENT = new ClientRecord(Frame.of("client"), Frame.of("client"), IDLE);

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void rejectedRequestGoesToWhicheverOtherWorkerIsFreeFirst() {
		worker("a", "b", "c");
		requests(1, 3);
		take("a", "b", "c");
		this.broker.reject("a", "client", "1");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.reply("c", "client", "3", "1");
		assertThat(this.broker.takeRequests("c")).containsExactly("1");
	}

	@Test
	void rejectedRequestsSpreadOverAllWorkersThatBecomeFree() {
		worker("a", "b", "c");
		requests(1, 3);
		this.broker.reject("a", "client", "1");
		requests(4, 4);
		this.broker.reject("a", "client", "4");
		take("a", "b", "c");
		this.broker.reply("b", "client", "2", "1");
		this.broker.reply("c", "client", "3", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
		assertThat(this.broker.takeRequests("c")).containsExactly("4");
	}

	@Test
	void requestsThatAllHaveRejectedSpreadOverAllNewWorkers() {
		this.broker.worker("a", "echo", 9);
		requests(1, 3);
		IntStream.rangeClosed(1, 3).forEach((i) -> this.broker.reject("a", "client", "" + i));
		assertThat(this.broker.state().queued()).isEqualTo(3);
		worker("b", "c");
		assertThat(this.broker.state().queued()).isOne();
		this.broker.reply("c", "client", "2", "1");
		assertThat(this.broker.state().queued()).isZero();
	}

	@Test
	void rejectedRequestComesBeforeYoungerOnes() {
		worker("a", "b");
		requests(1, 3);
		take("a", "b");
		this.broker.reject("a", "client", "1");
		assertThat(this.broker.takeRequests("a")).containsExactly("3");
		requests(4, 4);
		this.broker.reply("b", "client", "2", "1");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
	}

	@Test
	void workerThatRejectsEverythingIsAskedOnceForEachRequest() {
		this.broker.worker("a", "echo", 1);
		requests(1, 50);
		for (int i = 1; i <= 50; i++) {
			assertThat(this.broker.takeRequests("a")).containsExactly("" + i);
			this.broker.reject("a", "client", "" + i);
		}
		assertThat(this.broker.takeRequests("a")).isEmpty();
		this.broker.worker("b", "echo", -1);
		assertThat(this.broker.state().queued()).isZero();
		assertThat(this.broker.state().inFlight()).isEqualTo(50);
	}

	@Test
	void workerThatRejectedAndCameBackIsAskedAgain() {
		this.broker.worker("a", "echo", 1);
		requests(1, 1);
		this.broker.reject("a", "client", "1");
		this.broker.gone("a");
		this.broker.from("a", new WorkerReady(Frame.of("echo")));
		this.broker.heartbeat("a", "");
		assertThat(this.broker.takeRequests("a")).contains("1");
	}

	@Test
	void requestsOfALostWorkerAreGivenToOthersInTheirOrder() {
		this.broker.worker("a", "echo", 4);
		IntStream.rangeClosed(1, 4).forEach((i) -> this.broker.request("client", "echo", "" + i, RETRY));
		this.broker.worker("b", "echo", 2);
		requests(5, 5);
		take("b");
		this.broker.gone("a");
		assertThat(this.broker.takeRequests("b")).containsExactly("1");
		for (String done : List.of("5", "1", "2", "3")) {
			this.broker.reply("b", "client", done, "1");
		}
		assertThat(this.broker.takeRequests("b")).containsExactly("2", "3", "4");
	}

	@Test
	void retriedAndRejectedRequestsPassTheLimitOfTheQueue() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(100_000, 1, 100, 10));
		small.worker("a", "echo", 1);
		small.request("c", "echo", "1", RETRY);
		small.request("c", "echo", "2");
		small.gone("a");
		assertThat(small.state().queued()).isEqualTo(2);
		assertThat(small.events()).doesNotContain("failed B_QUEUE_FULL");
		small.request("c", "echo", "3");
		assertThat(small.events()).contains("failed B_QUEUE_FULL");
	}

	@Test
	void aWorkerThatRejectsAllItGetsDoesNotFillTheQueueWithoutEnd() {
		BrokerHarness few = new BrokerHarness(BrokerHarness.limits(100_000, 3, 100, 10));
		BrokerHarness light = new BrokerHarness(BrokerHarness.limits(1_000, 100, 100, 10));
		for (BrokerHarness small : List.of(few, light)) {
			small.worker("a", "echo", 1);
			for (int i = 1; i <= 10; i++) {
				small.request("c", "echo", "" + i);
				small.reject("a", "c", "" + i);
			}
			assertThat(small.state().inFlight()).isZero();
		}
		assertThat(few.state().queued()).isEqualTo(6);
		assertThat(few.events()).filteredOn("failed B_QUEUE_FULL"::equals).hasSize(4);
		assertThat(light.state().queuedBytes()).isBetween(1_000L, 2_000L);
		few.worker("b", "echo", -1);
		assertThat(few.state().queued()).isZero();
		assertThat(few.state().inFlight()).isEqualTo(6);
	}

	@Test
	void workersThatComeAndGoDoNotFillTheQueueWithoutEndByWhatIsRepeated() {
		BrokerHarness light = new BrokerHarness(BrokerHarness.limits(10_000, 100, 1000, 100));
		for (int round = 0; round < 10; round++) {
			light.worker("w" + round, "echo" + round, -1);
			for (int i = 0; i < 10; i++) {
				light.request("c", "echo" + round, round + "-" + i, RETRY);
			}
			light.gone("w" + round);
		}
		assertThat(light.state().queuedBytes()).isBetween(10_000L, 20_000L);
		assertThat(light.state().inFlight()).isZero();
		assertThat(light.events()).contains("failed B_QUEUE_FULL");
	}

	@Test
	void theOldestOfWhatIsRepeatedStay() {
		BrokerHarness few = new BrokerHarness(BrokerHarness.limits(100_000, 1, 100, 10));
		few.worker("a", "echo", -1);
		for (int i = 1; i <= 4; i++) {
			few.request("c", "echo", "" + i, RETRY);
		}
		few.gone("a");
		few.takeGiven();
		few.worker("b", "echo", -1);
		assertThat(few.takeGiven()).extracting(BrokerHarness.Given::rid).containsExactly("1", "2");
	}

	@Test
	void whoHasRejectedARequestIsWeighed() {
		for (int i = 0; i < 10; i++) {
			this.broker.worker("w" + i, "echo", 1);
		}
		this.broker.request("client", "echo", "1");
		for (int i = 0; i < 100; i++) {
			this.broker.reject("w" + (i % 10), "client", "1");
		}
		assertThat(this.broker.state().inFlight()).isZero();
		assertThat(this.broker.state().queuedBytes()).isGreaterThan(512 + 10 * 64);
	}

	@Test
	void limitOfAServiceCountsTargetedRequestsToo() {
		BrokerHarness small = new BrokerHarness(BrokerHarness.limits(100_000, 2, 100, 10));
		small.worker("a", "echo", 1);
		small.request("c", "echo", "0");
		small.request("c", "echo", "1", "{\"workerId\":\"a\"}");
		small.request("c", "echo", "2");
		small.request("c", "echo", "3", "{\"workerId\":\"a\"}");
		assertThat(small.state().queued()).isEqualTo(2);
		assertThat(small.events()).contains("failed B_QUEUE_FULL");
	}

	@Test
	void workersThatRejectAndLeaveAreNotRememberedForAsLongAsARequestWaits() {
		ServiceName name = ServiceName.of(Frame.of("echo"));
		Service service = new Service(name, new WorkerPool.Order(true));
		BrokerRequest request = new BrokerRequest(new BrokerRequest.Origin(0, CLIENT, (due, now) -> {
		}, 0), new ClientRequest(name.bytes(), Frame.of("1"), Frame.EMPTY, Frame.EMPTY), RoutingOptions.DEFAULT,
				service);
		List<WorkerRecord> workers = IntStream.range(0, 1000)
			.mapToObj((i) -> new WorkerRecord(Frame.of("w" + i), service, IDLE, IDLE))
			.toList();
		for (WorkerRecord worker : workers) {
			request.rejectedBy(worker);
			assertThat(request.wasRejectedBy(worker)).isTrue();
			assertThat(request.wasRejectedBy(workers.get(0))).as("it is still there").isTrue();
			worker.lost = worker != workers.get(0);
		}
		assertThat(workers.stream().filter(request::wasRejectedBy)).hasSizeLessThan(50);
		assertThat(request.wasRejected()).isTrue();
	}

	private void worker(String... names) {
		List.of(names).forEach((name) -> this.broker.worker(name, "echo", 1));
	}

	private void take(String... workers) {
		List.of(workers).forEach(this.broker::take);
	}

	private void requests(int from, int to) {
		IntStream.rangeClosed(from, to).forEach((i) -> this.broker.request("client", "echo", "" + i));
	}

}
