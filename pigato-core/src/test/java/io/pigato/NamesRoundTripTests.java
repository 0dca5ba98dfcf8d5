package io.pigato;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Wildcards, versions and a concurrency that changes, through the public API, in process
 * and over TCP.
 */
@ParameterizedClass
@MethodSource("binds")
class NamesRoundTripTests {

	@Parameter
	String bind = "";

	private final AutoCloseables open = new AutoCloseables();

	private PigatoBroker broker;

	private PigatoClient client;

	static Stream<String> binds() {
		return Stream.of("inproc://names-" + UUID.randomUUID(), "tcp://127.0.0.1:0");
	}

	@BeforeEach
	void start() {
		this.broker = this.open.keep(PigatoBroker.builder().bind(this.bind).build());
		this.broker.start();
		this.client = this.open.keep(PigatoClient.builder().endpoint(this.broker.endpoints().get(0)).build());
	}

	@AfterEach
	void closeAll() throws Exception {
		this.open.close();
	}

	@Test
	void wildcardServesTheNamesUnderItAndIsListedAsItself() {
		worker("ech*", 10, (request, reply) -> reply.end("wild " + request.data(String.class)));
		assertThat(this.client.request("echo", "a", String.class)).isEqualTo("wild a");
		assertThat(this.client.request("ech", "b", String.class)).isEqualTo("wild b");
		assertThat(this.client.directory().join().services()).containsOnlyKeys("$dir", "ech*");
	}

	@Test
	void exactNameComesBeforeTheWildcard() {
		worker("ech*", 10, (request, reply) -> reply.end("wild"));
		worker("echo", 10, (request, reply) -> reply.end("exact"));
		assertThat(this.client.request("echo", "a", String.class)).isEqualTo("exact");
		assertThat(this.client.request("echelon", "a", String.class)).isEqualTo("wild");
	}

	@Test
	void wildcardForAllDoesNotAnswerForTheDirectory() {
		worker("*", 10, (request, reply) -> reply.end("wild"));
		assertThat(this.client.request("anything", "a", String.class)).isEqualTo("wild");
		assertThat(this.client.directory().join().services()).containsOnlyKeys("$dir", "*");
	}

	@Test
	void rangeIsServedByTheVersionsInIt() {
		worker("calc@1.2.3", 10, (request, reply) -> reply.end("1.2.3"));
		worker("calc@1.3.0", 10, (request, reply) -> reply.end("1.3.0"));
		worker("calc@2.0.0", 10, (request, reply) -> reply.end("2.0.0"));
		assertThat(this.client.request("calc@^1.2", "a", String.class)).isIn("1.2.3", "1.3.0");
		assertThat(this.client.request("calc@~1.2", "a", String.class)).isEqualTo("1.2.3");
		assertThat(this.client.request("calc@>=1.3 <2", "a", String.class)).isEqualTo("1.3.0");
		assertThat(this.client.request("calc@2.0.0", "a", String.class)).isEqualTo("2.0.0");
	}

	@Test
	void rangeGoesOnWithTheVersionThatIsLeft() {
		PigatoWorker older = worker("calc@1.2.3", 10, (request, reply) -> reply.end("1.2.3"));
		worker("calc@1.3.0", 10, (request, reply) -> reply.end("1.3.0"));
		older.close();
		await().until(() -> this.client.directory("calc@1.2.3").join().isEmpty());
		assertThat(this.client.request("calc@^1.2", "a", String.class)).isEqualTo("1.3.0");
	}

	@Test
	void raisedConcurrencyLetsWaitingRequestsBegin() throws Exception {
		AtomicInteger running = new AtomicInteger();
		CountDownLatch gate = new CountDownLatch(1);
		PigatoWorker worker = worker("slow", 1, (request, reply) -> {
			running.incrementAndGet();
			gate.await();
			reply.end(request.data(Integer.class));
		});
		List<CompletableFuture<Integer>> asked = IntStream.range(0, 3).mapToObj(this::askSlowly).toList();
		await().until(() -> running.get() == 1 && this.broker.snapshot().queued() == 2);
		worker.concurrency(3);
		await().until(() -> running.get() == 3);
		assertThat(worker.concurrency()).isEqualTo(3);
		gate.countDown();
		for (int i = 0; i < 3; i++) {
			assertThat(asked.get(i).get(20, TimeUnit.SECONDS)).isEqualTo(i);
		}
	}

	@Test
	void workerAtConcurrencyZeroIsPausedUntilItTakesRequestsAgain() throws Exception {
		PigatoWorker worker = worker("slow", 5, (request, reply) -> reply.end(request.data(Integer.class)));
		worker.concurrency(0);
		CompletableFuture<Integer> asked = askSlowly(7);
		await().until(() -> this.broker.snapshot().queued() + this.broker.snapshot().inFlight() == 1);
		assertThat(asked).isNotDone();
		worker.concurrency(1);
		assertThat(asked.get(20, TimeUnit.SECONDS)).isEqualTo(7);
	}

	private CompletableFuture<Integer> askSlowly(int data) {
		return this.client.service("slow").data(data).retrieve().future(Integer.class);
	}

	private PigatoWorker worker(String service, int concurrency, RequestHandler handler) {
		PigatoWorker worker = this.open.keep(PigatoWorker.builder()
			.endpoint(this.broker.endpoints().get(0))
			.service(service)
			.concurrency(concurrency)
			.handler(handler)
			.build());
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

}
