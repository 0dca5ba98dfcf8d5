package io.pigato;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Many clients and workers on one loop. */
class SharedLoopTests {

	private static final int WORKERS = 50;

	private final List<AutoCloseable> open = new ArrayList<>();

	private final PigatoLoop loop = keep(PigatoLoop.start("shared"));

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "inproc", "tcp", "inproc on the loop too", "tcp on the loop too" })
	void fiftyWorkersAndAClientAnswerEachOther(String scheme) {
		String endpoint = broker(scheme);
		List<PigatoWorker> workers = IntStream.range(0, WORKERS)
			.mapToObj((i) -> worker(endpoint, "service-" + i))
			.toList();
		await().atMost(Duration.ofSeconds(30)).until(() -> workers.stream().allMatch(PigatoWorker::isRegistered));
		PigatoClient client = keep(PigatoClient.builder().endpoint(endpoint).loop(this.loop).build());
		List<CompletableFuture<String>> replies = IntStream.range(0, 10 * WORKERS)
			.mapToObj((i) -> client.service("service-" + i % WORKERS).data(i).retrieve().future(String.class))
			.toList();
		for (int i = 0; i < replies.size(); i++) {
			assertThat(replies.get(i)).succeedsWithin(Duration.ofSeconds(30))
				.isEqualTo("service-" + i % WORKERS + ":" + i);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "inproc", "tcp", "inproc on the loop too", "tcp on the loop too" })
	void nestedCallsOnOneLoopDoNotWaitForEachOther(String scheme) {
		String endpoint = broker(scheme);
		PigatoClient client = keep(PigatoClient.builder().endpoint(endpoint).loop(this.loop).build());
		for (int depth = 0; depth < 4; depth++) {
			String next = "depth-" + (depth + 1);
			boolean last = depth == 3;
			keep(PigatoWorker.builder()
				.endpoint(endpoint)
				.loop(this.loop)
				.service("depth-" + depth)
				.concurrency(30)
				.handler((request, reply) -> {
					int value = request.data(Integer.class);
					reply.end(last ? value : client.request(next, value + 1, Integer.class));
				})
				.build()).start();
		}
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 200)
			.mapToObj((i) -> client.service("depth-0").data(i).retrieve().future(Integer.class))
			.toList();
		for (int i = 0; i < replies.size(); i++) {
			assertThat(replies.get(i)).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(i + 3);
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void aBrokerLeavesTheLoopAsItWas(Transport transport) throws Exception {
		for (int round = 0; round < 3; round++) {
			PigatoBroker broker = builder("tcp on the loop too").transport(transport).build();
			broker.start();
			assertThat(broker.isRunning()).isTrue();
			try (PigatoClient client = PigatoClient.builder()
				.endpoint(broker.endpoints().get(0))
				.transport(transport)
				.loop(this.loop)
				.build(); PigatoWorker worker = worker(broker.endpoints().get(0), "echo")) {
				assertThat(client.request("echo", round, String.class)).isEqualTo("echo:" + round);
				broker.close();
				assertThat(broker.isRunning()).isFalse();
				await().until(() -> !worker.isRegistered());
			}
			assertThat(this.loop.ping()).succeedsWithin(Duration.ofSeconds(30));
		}
	}

	@Test
	void aBrokerThatCannotBindLeavesTheLoopAsItWas() {
		PigatoBroker first = keep(builder("tcp on the loop too").build());
		first.start();
		PigatoBroker second = PigatoBroker.builder().bind(first.endpoints().get(0)).loop(this.loop).build();
		assertThatExceptionOfType(PigatoBindException.class).isThrownBy(second::start);
		assertThat(first.isRunning()).isTrue();
		assertThat(this.loop.isAlive()).isTrue();
	}

	@Test
	void aBrokerIsNotStartedOnItsLoopButMayBeClosedThere() {
		PigatoBroker broker = keep(builder("inproc on the loop too").build());
		assertThat(CompletableFuture.runAsync(broker::start, this.loop.eventLoop())).failsWithin(Duration.ofSeconds(30))
			.withThrowableThat()
			.withMessageContaining("cannot be started on the loop that it is to run on");
		PigatoBroker other = keep(builder("inproc on the loop too").build());
		other.start();
		assertThat(CompletableFuture.runAsync(other::close, this.loop.eventLoop()))
			.succeedsWithin(Duration.ofSeconds(30));
		await().until(() -> !other.isRunning());
		assertThat(this.loop.isAlive()).isTrue();
	}

	@Test
	void aBrokerWhoseLoopIsClosedSaysSoAndCanBeClosed() {
		PigatoLoop doomed = PigatoLoop.start("doomed");
		PigatoBroker broker = PigatoBroker.builder().bind("inproc://" + UUID.randomUUID()).loop(doomed).build();
		broker.start();
		doomed.close();
		await().until(() -> !broker.isRunning());
		assertThat(broker.lastError()).isPresent();
		broker.close();
		assertThat(broker.lastError()).isEmpty();
	}

	private PigatoWorker worker(String endpoint, String service) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(endpoint)
			.loop(this.loop)
			.service(service)
			.concurrency(4)
			.handler((request, reply) -> reply.end(request.service() + ":" + request.data(Integer.class)))
			.build());
		worker.start();
		return worker;
	}

	private String broker(String where) {
		PigatoBroker broker = keep(builder(where).build());
		broker.start();
		return broker.endpoints().get(0);
	}

	private PigatoBroker.Builder builder(String where) {
		PigatoBroker.Builder builder = PigatoBroker.builder()
			.bind(where.startsWith("tcp") ? "tcp://127.0.0.1:0" : "inproc://" + UUID.randomUUID());
		return where.endsWith("too") ? builder.loop(this.loop) : builder;
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

}
