package io.pigato.broker;

import java.util.List;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WorkerRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Request heartbeats: those that a client sends, and those that the broker makes. */
class BrokerPulsesTests {

	private static final String EXT = "{\"ext\":[\"heartbeat\"],\"timeout\":-1}";

	private static final String PLAIN = "{\"timeout\":-1}";

	private static final long INTERVAL = BrokerHarness.INTERVAL_MILLIS;

	private final BrokerHarness broker = new BrokerHarness();

	@Test
	void runningRequestOfAClientWithExtensionsIsKeptAliveOnceAnInterval() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1", EXT);
		this.broker.take("w");
		pass(INTERVAL - 1);
		assertThat(pulses("w")).isEmpty();
		pass(1);
		assertThat(pulses("w")).containsExactly("c 1");
		pass(INTERVAL - 1);
		assertThat(pulses("w")).isEmpty();
		pass(1);
		assertThat(pulses("w")).containsExactly("c 1");
	}

	@Test
	void clientWithoutExtensionsMakesItsOwn() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1", PLAIN);
		pass(5 * INTERVAL);
		assertThat(pulses("w")).isEmpty();
		this.broker.from("c", new RequestHeartbeat(Frame.of("1")));
		this.broker.from("d", new RequestHeartbeat(Frame.of("1")));
		assertThat(pulses("w")).containsExactly("c 1");
	}

	@Test
	void waitingRequestHasNoneAndTheIntervalRunsFromItsDispatch() {
		this.broker.request("c", "echo", "1", EXT);
		pass(5 * INTERVAL + 300);
		this.broker.worker("w", "echo", 9);
		pass(INTERVAL - 1);
		assertThat(pulses("w")).isEmpty();
		pass(1);
		assertThat(pulses("w")).containsExactly("c 1");
	}

	@Test
	void endOfARequestIsTheEndOfItsHeartbeatsHoweverItEnds() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "replied", EXT);
		this.broker.request("c", "echo", "cancelled", EXT);
		this.broker.request("c", "echo", "rejected", EXT);
		this.broker.request("c", "echo", "expired", "{\"ext\":[],\"timeout\":10}");
		this.broker.request("c", "echo", "running", EXT);
		pass(20);
		this.broker.reply("w", "c", "replied", "1");
		this.broker.cancel("c", "cancelled");
		this.broker.reject("w", "c", "rejected");
		this.broker.take("w");
		pass(2 * INTERVAL);
		assertThat(pulses("w")).containsExactly("c running", "c running");
	}

	@Test
	void requestThatGoesToAnotherWorkerIsKeptAliveThere() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1", "{\"ext\":[],\"retry\":1,\"timeout\":-1}");
		pass(INTERVAL / 2);
		this.broker.worker("v", "echo", 9);
		this.broker.gone("w");
		this.broker.take("w");
		this.broker.take("v");
		pass(INTERVAL - 1);
		assertThat(pulses("v")).isEmpty();
		pass(1);
		assertThat(pulses("v")).containsExactly("c 1");
		assertThat(pulses("w")).isEmpty();
	}

	@Test
	void heartbeatsEndWithTheClient() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c", "echo", "1", EXT);
		this.broker.take("w");
		for (int i = 0; i < 10; i++) {
			this.broker.pass(INTERVAL);
			this.broker.heartbeat("w", "");
		}
		assertThat(pulses("w")).hasSizeBetween(3, 4);
		assertThat(this.broker.notices()).contains("c gone with 1");
	}

	@Test
	void workerKnowsTheRequestByTheNameItWasGiven() {
		this.broker.worker("w", "echo", 9);
		this.broker.request("c\u00e9", "echo", "1", EXT);
		String alias = ((WorkerRequest) this.broker.take("w").get(0)).client().text();
		this.broker.pass(INTERVAL);
		assertThat(pulses("w")).containsExactly(alias + " 1");
	}

	@Test
	void manyOldRequestsAreToldInPortionsAndAllOfThem() {
		int count = 10_500;
		this.broker.worker("w", "echo", -1);
		IntStream.range(0, count).forEach((i) -> this.broker.request("c", "echo", "" + i, EXT));
		this.broker.take("w");
		int deadlines = this.broker.deadlines();
		this.broker.pass(INTERVAL);
		assertThat(pulses("w")).hasSizeLessThan(count / 5);
		this.broker.pass(20);
		this.broker.pass(INTERVAL - 40);
		this.broker.from("c", new ClientHeartbeat());
		this.broker.request("d", "echo", "young", PLAIN);
		assertThat(this.broker.deadlines()).isLessThanOrEqualTo(deadlines);
		this.broker.heartbeat("w", "");
		IntStream.range(0, count).forEach((i) -> this.broker.reply("w", "c", "" + i, "1"));
		this.broker.take("w");
		this.broker.pass(2 * INTERVAL);
		assertThat(pulses("w")).isEmpty();
	}

	@Test
	void everyOldRequestHasItsHeartbeatWithinTheNextMilliseconds() {
		int count = 10_500;
		this.broker.worker("w", "echo", -1);
		IntStream.range(0, count).forEach((i) -> this.broker.request("c", "echo", "" + i, EXT));
		this.broker.take("w");
		this.broker.pass(INTERVAL + 20);
		assertThat(pulses("w")).hasSize(count).doesNotHaveDuplicates();
	}

	/** Time passes; the peers are alive. */
	private void pass(long millis) {
		for (long left = millis; left > 0; left -= Math.min(left, INTERVAL)) {
			this.broker.pass(Math.min(left, INTERVAL));
			for (String worker : List.of("w", "v")) {
				this.broker.heartbeat(worker, "");
			}
			this.broker.from("c", new ClientHeartbeat());
		}
	}

	private List<String> pulses(String worker) {
		return this.broker.take(worker)
			.stream()
			.filter(HandlerHeartbeat.class::isInstance)
			.map(HandlerHeartbeat.class::cast)
			.map((pulse) -> pulse.client().text() + " " + pulse.rid().text())
			.toList();
	}

}
