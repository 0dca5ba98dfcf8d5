package io.pigato;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.BroadcastReply;
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
 * What a broker answers by itself, the directory and stored replies, and what clients
 * make of it, in process and over TCP.
 */
@ParameterizedClass
@MethodSource("binds")
class DirectoryRoundTripTests {

	@Parameter
	String bind = "";

	private final AutoCloseables open = new AutoCloseables();

	private final AtomicInteger cacheHits = new AtomicInteger();

	private PigatoBroker broker;

	private PigatoClient client;

	static Stream<String> binds() {
		return Stream.of("inproc://directory-" + UUID.randomUUID(), "tcp://127.0.0.1:0");
	}

	@BeforeEach
	void start() {
		this.broker = this.open
			.keep(PigatoBroker.builder().bind(this.bind).replyCache(100, 1_000_000).listener(new HitCounter()).build());
		this.broker.start();
		this.client = this.open.keep(PigatoClient.builder().endpoint(this.broker.endpoints().get(0)).build());
	}

	@AfterEach
	void closeAll() throws Exception {
		this.open.close();
	}

	@Test
	void directoryOfABrokerWithoutWorkersKnowsItself() {
		assertThat(this.client.directory().join().services()).containsOnlyKeys("$dir");
		assertThat(this.client.directory().join().workers("$dir")).isEmpty();
	}

	@Test
	void directoryFollowsWorkersThatComeAndGo() {
		PigatoWorker first = worker("echo", "first-", (request, reply) -> reply.end());
		worker("echo", "second-", (request, reply) -> reply.end());
		worker("other", "third-", (request, reply) -> reply.end());
		assertThat(this.client.directory().join().services()).containsOnlyKeys("$dir", "echo", "other");
		assertThat(this.client.directory().join().workers("echo")).satisfiesExactly(
				(id) -> assertThat(id).startsWith("first-"), (id) -> assertThat(id).startsWith("second-"));
		first.close();
		await().until(() -> this.client.directory("echo").join().size() == 1);
		assertThat(this.client.directory("echo").join().get(0)).startsWith("second-");
		worker("echo", "fourth-", (request, reply) -> reply.end());
		assertThat(this.client.directory("echo").join()).hasSize(2)
			.isEqualTo(this.client.directory().join().workers("echo"));
	}

	@Test
	void unknownServiceHasNoWorkers() {
		worker("echo", "w-", (request, reply) -> reply.end());
		assertThat(this.client.directory("ech").join()).isEmpty();
		assertThat(this.client.directory("__proto__").join()).isEmpty();
		assertThat(this.client.directory("\"\\").join()).isEmpty();
	}

	@Test
	void broadcastAsksEachWorkerAndTellsWhichFailed() throws Exception {
		worker("who", "a-", (request, reply) -> reply.end("a " + request.data(String.class)));
		worker("who", "b-", (request, reply) -> reply.error("ILL", "not today"));
		worker("who", "c-", (request, reply) -> reply.end("c " + request.data(String.class)));
		List<BroadcastReply<String>> replies = this.client.broadcast("who", "here", String.class)
			.get(20, TimeUnit.SECONDS);
		assertThat(replies).extracting(BroadcastReply::value).containsExactly("a here", null, "c here");
		assertThat(replies).extracting(BroadcastReply::isSuccess).containsExactly(true, false, true);
		assertThat(replies).extracting(BroadcastReply::workerId).isEqualTo(this.client.directory("who").join());
		assertThat(replies.get(1).error()).isInstanceOfSatisfying(PigatoRemoteException.class,
				(error) -> assertThat(error.code()).isEqualTo("ILL"));
	}

	@Test
	void broadcastToNobodyHasNoReplies() throws Exception {
		assertThat(this.client.broadcast("nobody", "here", String.class).get(20, TimeUnit.SECONDS)).isEmpty();
	}

	@Test
	void storedReplyIsUsedUnlessTheClientWantsAFreshOne() {
		AtomicInteger calls = new AtomicInteger();
		PigatoWorker worker = worker("price", "w-", (request, reply) -> {
			reply.cacheFor(ChronoUnit.FOREVER.getDuration());
			reply.end(request.data(String.class) + " " + calls.incrementAndGet());
		});
		assertThat(this.client.request("price", "tea", String.class)).isEqualTo("tea 1");
		assertThat(this.client.request("price", "tea", String.class)).isEqualTo("tea 1");
		assertThat(this.client.request("price", "rum", String.class)).isEqualTo("rum 2");
		assertThat(this.client.service("price").data("tea").noCache().retrieve().body(String.class)).isEqualTo("tea 3");
		assertThat(this.client.request("price", "tea", String.class)).isEqualTo("tea 3");
		worker.close();
		await().until(() -> this.client.directory("price").join().isEmpty());
		assertThat(this.client.request("price", "tea", String.class)).as("with no worker").isEqualTo("tea 3");
		assertThat(calls).hasValue(3);
		assertThat(this.cacheHits).hasValue(3);
	}

	@Test
	void broadcastIsNotAnsweredFromTheCache() throws Exception {
		AtomicInteger calls = new AtomicInteger();
		RequestHandler handler = (request, reply) -> {
			reply.cacheFor(Duration.ofHours(1));
			reply.end(calls.incrementAndGet());
		};
		worker("count", "a-", handler);
		worker("count", "b-", handler);
		assertThat(this.client.request("count", 1, Integer.class)).isOne();
		assertThat(this.client.broadcast("count", 1, Integer.class).get(20, TimeUnit.SECONDS))
			.extracting(BroadcastReply::value)
			.containsExactlyInAnyOrder(2, 3);
		assertThat(this.client.request("count", 1, Integer.class)).isOne();
	}

	private PigatoWorker worker(String service, String prefix, RequestHandler handler) {
		PigatoWorker worker = this.open.keep(PigatoWorker.builder()
			.endpoint(this.broker.endpoints().get(0))
			.service(service)
			.identityPrefix(prefix)
			.handler(handler)
			.build());
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

	private final class HitCounter implements BrokerListener {

		@Override
		public void requestAnsweredFromCache(String service) {
			DirectoryRoundTripTests.this.cacheHits.incrementAndGet();
		}

	}

}
