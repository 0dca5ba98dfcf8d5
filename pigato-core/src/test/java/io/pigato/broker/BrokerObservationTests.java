package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.pigato.transport.PigatoLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What can be seen of a broker from outside, and its limits on real connections. */
@Timeout(60)
class BrokerObservationTests {

	private final String inProcess = "inproc://broker-observation-" + UUID.randomUUID();

	private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

	private final PigatoLoop loop = PigatoLoop.start("broker-observation-tests");

	private PigatoBroker broker = PigatoBroker.builder().build();

	@AfterEach
	void close() {
		this.broker.close();
		this.loop.close();
	}

	@Test
	void servicesAreReportedWithWhatTheyDo() throws Exception {
		start(this.inProcess, BrokerLimits.DEFAULT);
		WirePeer worker = worker("echo");
		worker("echo");
		WirePeer client = client();
		IntStream.range(0, 3).forEach((i) -> client.send("C", "2", "echo", "e" + i, "1", "{}"));
		client.send("C", "2", "none", "n1", "1", "{}");
		worker.receive();
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queued()).isOne());
		List<ServiceSnapshot> report = this.broker.services(10).get(20, TimeUnit.SECONDS);
		assertThat(report).containsExactly(new ServiceSnapshot("echo", 2, 3, 0), new ServiceSnapshot("none", 0, 0, 1));
		assertThat(this.broker.services(1).get(20, TimeUnit.SECONDS)).containsExactly(report.get(0));
	}

	@Test
	void reportCanBeAskedForByAnyThreadAtAnyTime() throws Exception {
		assertThat(this.broker.services(10).get(20, TimeUnit.SECONDS)).isEmpty();
		start(this.inProcess, BrokerLimits.DEFAULT);
		worker("echo");
		List<CompletableFuture<List<ServiceSnapshot>>> asked = IntStream.range(0, 100)
			.parallel()
			.mapToObj((i) -> this.broker.services(10))
			.toList();
		for (CompletableFuture<List<ServiceSnapshot>> report : asked) {
			assertThat(report.get(20, TimeUnit.SECONDS)).containsExactly(new ServiceSnapshot("echo", 1, 0, 0));
		}
		this.broker.close();
		assertThat(this.broker.services(10).get(20, TimeUnit.SECONDS)).isEmpty();
	}

	@Test
	void reportOfNoServiceIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.broker.services(0));
	}

	@Test
	void snapshotCountsClientsAndTheBytesThatWait() {
		start(this.inProcess, BrokerLimits.DEFAULT);
		WirePeer client = client();
		client();
		await().untilAsserted(() -> assertThat(this.broker.snapshot().clients()).isEqualTo(2));
		assertThat(this.broker.snapshot().queuedBytes()).isZero();
		client.send("C", "2", "none", "r1", "\"" + "x".repeat(1000) + "\"", "{}");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queuedBytes()).isGreaterThan(1000));
		client.send("C", "4", "cancel", "r1");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queuedBytes()).isZero());
	}

	@Test
	void listenerIsToldOfPeersToo() throws Exception {
		start(this.inProcess, BrokerLimits.DEFAULT);
		WirePeer worker = worker("echo");
		worker.send("W", "4", "", "{\"concurrency\":10}");
		worker.send("W", "4", "", "{\"concurrency\":0}");
		WirePeer client = client();
		client.close();
		assertThat(next()).isEqualTo("echo takes 10");
		assertThat(next()).isEqualTo("echo takes 0");
		assertThat(next()).isEqualTo("gone with 0");
	}

	@ParameterizedTest
	@ValueSource(strings = { "inproc", "tcp" })
	void messageOfTheLargestSizePassesAndALargerOneIsDropped(String scheme) throws Exception {
		start((scheme.equals("tcp")) ? "tcp://127.0.0.1:0" : this.inProcess,
				BrokerLimits.DEFAULT.withMaxMessageBytes(10_000));
		WirePeer client = client();
		int other = "C2noner1{}".length();
		client.send("C", "2", "none", "r1", "x".repeat(10_000 - other + 1), "{}");
		assertThat(next()).isEqualTo("dropped MESSAGE_TOO_LARGE");
		assertThat(this.broker.snapshot().queued()).isZero();
		client.send("C", "2", "none", "r1", "x".repeat(10_000 - other), "{}");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queued()).isOne());
	}

	@ParameterizedTest
	@ValueSource(strings = { "inproc", "tcp" })
	void messageOfTheMostFramesPassesAndOneOfMoreIsDropped(String scheme) throws Exception {
		start((scheme.equals("tcp")) ? "tcp://127.0.0.1:0" : this.inProcess, BrokerLimits.DEFAULT);
		WirePeer client = client();
		client.send("C", "2", "none", "r1", "1", "{}", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17");
		assertThat(next()).isEqualTo("dropped MESSAGE_TOO_LARGE");
		client.send("C", "2", "none", "r1", "1", "{}", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queued()).isOne());
	}

	@Test
	void clientWithTooManyUnsentBytesIsCutOffAndItsRequestsAreCancelled() throws Exception {
		start(this.inProcess, BrokerLimits.DEFAULT.withMaxUnsentBytes(100_000));
		PigatoLoop slow = PigatoLoop.start("broker-observation-tests-slow");
		try {
			WirePeer worker = worker("echo");
			WirePeer client = WirePeer.client(slow, endpoint());
			client.send("C", "2", "echo", "r1", "1", "{\"timeout\":-1}");
			client.send("C", "2", "echo", "r2", "1", "{\"timeout\":-1}");
			String alias = worker.receive().get(2);
			worker.receive();
			CompletableFuture<Void> hold = new CompletableFuture<>();
			slow.eventLoop().execute(hold::join);
			for (int i = 0; i < 5; i++) {
				worker.send("W", "6", alias, "", "r1", "0", "\"" + "x".repeat(30_000) + "\"");
			}
			assertThat(next()).isEqualTo("echo takes 10");
			assertThat(next()).isEqualTo("dropped CLIENT_FULL");
			assertThat(next()).isEqualTo("gone with 1");
			await().untilAsserted(() -> assertThat(this.broker.snapshot().inFlight()).isZero());
			assertThat(this.broker.snapshot().clients()).isZero();
			hold.complete(null);
		}
		finally {
			slow.close();
		}
	}

	private String next() throws InterruptedException {
		String next = this.events.poll(20, TimeUnit.SECONDS);
		assertThat(next).as("an event").isNotNull();
		return next;
	}

	private void start(String bind, BrokerLimits limits) {
		this.broker = PigatoBroker.builder()
			.bind(bind)
			.heartbeat(Duration.ofMillis(500), 3)
			.shutdownGrace(Duration.ofMillis(100))
			.limits(limits)
			.listener(new Events())
			.build();
		this.broker.start();
	}

	private String endpoint() {
		return this.broker.endpoints().get(0);
	}

	private WirePeer worker(String service) {
		return WirePeer.worker(this.loop, endpoint(), service);
	}

	private WirePeer client() {
		return WirePeer.client(this.loop, endpoint());
	}

	private final class Events implements BrokerListener {

		@Override
		public void concurrencyChanged(String service, String workerId, int concurrency) {
			BrokerObservationTests.this.events.add(service + " takes " + concurrency);
		}

		@Override
		public void clientGone(String clientId, int requests) {
			BrokerObservationTests.this.events.add("gone with " + requests);
		}

		@Override
		public void dropped(DropReason reason) {
			if (reason == DropReason.MESSAGE_TOO_LARGE || reason == DropReason.CLIENT_FULL) {
				BrokerObservationTests.this.events.add("dropped " + reason);
			}
		}

	}

}
