package io.pigato.chaos;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.internal.transport.RawPeer;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Messages that take longer than anybody may be silent: nobody is given up for them, and
 * those are that only pretend to send one.
 */
class SlowMessageTests {

	private static final Duration INTERVAL = Duration.ofMillis(200);

	private static final int LIVENESS = 3;

	/** At 8 KiB in 20 ms more than three times what anybody may be silent. */
	private static final String LARGE = "x".repeat(1_200_000);

	private final Queue<String> given = new ConcurrentLinkedQueue<>();

	private final List<AutoCloseable> open = new ArrayList<>();

	private final PigatoBroker broker = keep(PigatoBroker.builder()
		.bind("tcp://127.0.0.1:0", "inproc://slow-messages")
		.heartbeat(INTERVAL, LIVENESS)
		.listener(new Listener())
		.build());

	private final Proxy slow = keep(new Proxy());

	SlowMessageTests() {
		this.broker.start();
		this.slow.target(this.broker.endpoints().get(0));
		this.slow.begin(Fault.DELAY);
	}

	@AfterEach
	void close() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void aWorkerThatSendsALargeReplyKeepsItsOtherRequests() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		worker(this.slow.endpoint(), (request, reply) -> {
			if (request.data(String.class).equals("wait")) {
				over.await(20, TimeUnit.SECONDS);
			}
			reply.end(LARGE);
		});
		CompletableFuture<String> waiting = ask(client(this.broker.endpoints().get(0)), "wait");
		assertThat(ask(client(this.broker.endpoints().get(0)), "").get(20, TimeUnit.SECONDS)).isEqualTo(LARGE);
		over.countDown();
		assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(LARGE);
		assertThat(this.given).isEmpty();
	}

	@Test
	void aClientThatGetsALargeReplyKeepsItsConnection() throws Exception {
		worker(this.broker.endpoints().get(0), (request, reply) -> reply.end(LARGE));
		PigatoClient client = client(this.slow.endpoint());
		assertThat(ask(client, "").get(20, TimeUnit.SECONDS)).isEqualTo(LARGE);
		assertThat(this.given).isEmpty();
	}

	@Test
	void aClientThatSendsALargeRequestKeepsItsConnection() throws Exception {
		worker(this.broker.endpoints().get(0), (request, reply) -> reply.end("small"));
		PigatoClient client = client(this.slow.endpoint());
		for (int i = 0; i < 2; i++) {
			assertThat(ask(client, LARGE).get(20, TimeUnit.SECONDS)).isEqualTo("small");
		}
		assertThat(this.given).isEmpty();
	}

	@Test
	void aWorkerThatGetsALargeRequestKeepsItsConnectionAndItsOtherRequests() throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		worker(this.slow.endpoint(), (request, reply) -> {
			if (request.data(String.class).equals("wait")) {
				over.await(20, TimeUnit.SECONDS);
			}
			reply.end(reply.isActive() ? "done" : "too late");
		});
		PigatoClient client = client(this.broker.endpoints().get(0));
		CompletableFuture<String> waiting = ask(client, "wait");
		assertThat(ask(client, LARGE).get(20, TimeUnit.SECONDS)).isEqualTo("done");
		over.countDown();
		assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("done");
		assertThat(this.given).isEmpty();
	}

	@Test
	void whoSendsSingleBytesIsGivenUp() throws Exception {
		RawPeer trickler = keep(RawPeer.connect(this.broker.endpoints().get(0)));
		trickler.handshake("DEALER", ascii("trickler"));
		trickler.message(ascii("W"), ascii("1"), ascii("echo"));
		await().until(() -> this.broker.snapshot().workers() == 1);
		trickler.raw(RawPeer.header(0, 1_000_000));
		long begin = System.nanoTime();
		await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20)).until(() -> {
			trickler.raw((byte) 'x');
			return this.broker.snapshot().workers() == 0;
		});
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
		assertThat(this.given).containsExactly("worker trickler");
	}

	private void worker(String endpoint, RequestHandler handler) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(endpoint)
			.service("slow")
			.heartbeat(INTERVAL, LIVENESS)
			.handler(handler)
			.build());
		worker.start();
		await().until(worker::isRegistered);
	}

	private static CompletableFuture<String> ask(PigatoClient client, String data) {
		return client.service("slow").data(data).retrieve().future(String.class);
	}

	private PigatoClient client(String endpoint) {
		PigatoClient client = keep(PigatoClient.builder().endpoint(endpoint).heartbeat(INTERVAL, LIVENESS).build());
		client.start();
		await().until(client::isConnected);
		return client;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private final class Listener implements BrokerListener {

		@Override
		public void workerLost(String service, String workerId, int requests) {
			SlowMessageTests.this.given.add("worker " + workerId);
		}

		@Override
		public void clientGone(String clientId, int requests) {
			SlowMessageTests.this.given.add("client " + clientId);
		}

	}

}
