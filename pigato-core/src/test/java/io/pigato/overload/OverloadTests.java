package io.pigato.overload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.ErrorCodes;
import io.pigato.client.PigatoClient;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker with a heap of 64 MiB and far more than it has room or time for: healthy peers
 * get their answers all the while.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Transport.class)
class OverloadTests {

	private static final int MEGABYTE = 1 << 20;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@Parameter
	Transport transport = Transport.ZMTP;

	private final PigatoLoop loop = PigatoLoop.start("overload");

	private final List<AutoCloseable> open = new ArrayList<>();

	private SmallBroker broker;

	private PigatoClient healthy;

	@BeforeEach
	void begin() throws IOException {
		this.broker = SmallBroker.start(this.transport);
		worker("echo", 10, (request, reply) -> reply.end(request.data(Integer.class)));
		this.healthy = client();
		assertHealthy(50);
	}

	@AfterEach
	void end() throws Exception {
		this.broker.close();
		for (AutoCloseable each : this.open) {
			each.close();
		}
		this.loop.close();
	}

	@Test
	void clientsThatDoNotReadHarmNobody() throws IOException {
		int chunk = (this.transport == Transport.ZMTP) ? MEGABYTE : MEGABYTE / 100;
		String part = "x".repeat(chunk);
		AtomicInteger begun = new AtomicInteger();
		AtomicInteger stopped = new AtomicInteger();
		worker("flood", 10, (request, reply) -> {
			begun.incrementAndGet();
			for (int i = 0; i < 100 && reply.isActive(); i++) {
				reply.write(part);
			}
			stopped.addAndGet(reply.isActive() ? 0 : 1);
			reply.end("over");
		});
		for (int i = 0; i < 4; i++) {
			RawPeer deaf = keep(RawPeer.connectNarrow(this.broker.endpoint()));
			deaf.handshake("DEALER", ("deaf-" + i).getBytes(StandardCharsets.US_ASCII));
			deaf.message(frames("C", "2", "flood", "rid", "1", "{\"timeout\":60000}"));
			assertHealthy(20);
		}
		await().atMost(PATIENCE).until(() -> begun.get() == 4);
		assertHealthy(200);
		if (this.transport == Transport.ZMTP) {
			await().atMost(PATIENCE).until(() -> stopped.get() == 4);
		}
		assertHealthy(50);
	}

	@Test
	void requestsThatWaitAreRefusedBeforeTheyFillTheHeap() {
		PigatoClient greedy = client();
		assertRefusedBeyondTheHeap(greedy, "nobody");
	}

	@Test
	void requestsThatWorkersHaveAreRefusedBeforeTheyFillTheHeap() {
		CountDownLatch over = new CountDownLatch(1);
		worker("hoard", 1000, (request, reply) -> over.await(60, TimeUnit.SECONDS));
		assertRefusedBeyondTheHeap(client(), "hoard");
		over.countDown();
	}

	@Test
	void requestsThatWorkersGiveBackAreRefusedBeforeTheyFillTheHeap() {
		worker("unwilling", 10, (request, reply) -> reply.reject());
		assertRefusedBeyondTheHeap(client(), "unwilling");
	}

	private void assertRefusedBeyondTheHeap(PigatoClient greedy, String service) {
		String large = "x".repeat(MEGABYTE);
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < 150; i++) {
			outcomes.ask(greedy, service, large);
			if (i % 10 == 0) {
				assertHealthy(5);
			}
		}
		await().atMost(PATIENCE).until(() -> outcomes.of(ErrorCodes.QUEUE_FULL) > 100);
		assertHealthy(50);
		outcomes.cancelAll();
		await().atMost(PATIENCE).until(() -> {
			Outcomes again = new Outcomes();
			again.ask(greedy, "echo", 1);
			return again.awaitAll().of(Outcomes.OK) == 1;
		});
		assertHealthy(20);
	}

	@Test
	void messagesThatNeverEndDoNotFillTheHeap() throws IOException {
		assumeThat(this.transport).as("JeroMQ holds them all").isEqualTo(Transport.ZMTP);
		byte[] part = new byte[MEGABYTE];
		for (int i = 0; i < 20; i++) {
			RawPeer endless = keep(RawPeer.connect(this.broker.endpoint()));
			endless.handshake("DEALER", ("endless-" + i).getBytes(StandardCharsets.US_ASCII));
			try {
				endless.raw(RawPeer.header(0, 15L * MEGABYTE));
				for (int sent = 0; sent < 14; sent++) {
					endless.raw(part);
				}
			}
			catch (IOException ex) {
				// the broker has ended the connection
			}
			assertHealthy(5);
		}
		assertHealthy(50);
	}

	@Test
	void aMessageLargerThanThereIsRoomForSuchIsTakenWhereOthersHoldLittle() {
		String large = "z".repeat(12 * MEGABYTE);
		worker("large", 10, (request, reply) -> reply.end(request.data(String.class)));
		PigatoClient client = client();
		for (int i = 0; i < 5; i++) {
			assertThat(client.request("large", large, String.class)).isEqualTo(large);
			assertHealthy(5);
		}
	}

	@Test
	void aLittleOfAMessageOnEachOfManyConnectionsDoesNotFillTheHeap() throws IOException {
		assumeThat(this.transport).as("JeroMQ holds them all").isEqualTo(Transport.ZMTP);
		byte[] begun = new byte[32 * 1024];
		String text = "y".repeat(100_000);
		worker("text", 10, (request, reply) -> reply.end(request.data(String.class)));
		for (int i = 0; i < 1_500; i++) {
			RawPeer idle = keep(RawPeer.connect(this.broker.endpoint()));
			idle.handshake("DEALER", ("idle-" + i).getBytes(StandardCharsets.US_ASCII));
			idle.raw(RawPeer.header(0, 64 * 1024));
			idle.raw(begun);
			if (i % 50 == 0) {
				assertHealthy(2);
				assertThat(this.healthy.request("text", text, String.class)).isEqualTo(text);
			}
		}
		assertHealthy(50);
	}

	@Test
	void aLargeRequestOfEachOfManyClientsDoesNotFillTheHeap() throws IOException {
		assumeThat(this.transport).as("JeroMQ holds what it has read besides").isEqualTo(Transport.ZMTP);
		CountDownLatch over = new CountDownLatch(1);
		worker("hoard", 1000, (request, reply) -> over.await(60, TimeUnit.SECONDS));
		byte[] large = "x".repeat(4 * MEGABYTE).getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < 40; i++) {
			RawPeer one = keep(RawPeer.connect(this.broker.endpoint()));
			one.handshake("DEALER", ("one-" + i).getBytes(StandardCharsets.US_ASCII));
			byte[][] request = frames("C", "2", "hoard", "rid", "", "{\"timeout\":60000,\"ext\":[]}");
			request[4] = large;
			one.message(request);
			assertHealthy(5);
		}
		assertHealthy(50);
		over.countDown();
	}

	@Test
	void requestsThatNobodyWaitsForDoNotFillTheHeap() throws IOException {
		RawPeer worker = keep(RawPeer.connect(this.broker.endpoint()));
		worker.handshake("DEALER", "sink".getBytes(StandardCharsets.US_ASCII));
		worker.message(frames("W", "1", "sink"));
		worker.message(frames("W", "4", "", "{\"concurrency\":-1}"));
		Thread reader = new Thread(() -> readAll(worker), "sink");
		reader.setDaemon(true);
		reader.start();
		RawPeer fickle = keep(RawPeer.connect(this.broker.endpoint()));
		fickle.handshake("DEALER", "fickle".getBytes(StandardCharsets.US_ASCII));
		for (int i = 0; i < 200; i++) {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			for (int j = 0; j < 1_000; j++) {
				String rid = i + "-" + j;
				append(bytes, "C", "2", "sink", rid, "1", "{}");
				append(bytes, "C", "4", "cancel", rid);
			}
			fickle.raw(bytes.toByteArray());
			assertHealthy(2);
		}
		assertHealthy(50);
	}

	private static void append(ByteArrayOutputStream bytes, String... frames) {
		for (int i = 0; i < frames.length; i++) {
			bytes.write((i < frames.length - 1) ? RawPeer.MORE : 0);
			bytes.write(frames[i].length());
			bytes.writeBytes(frames[i].getBytes(StandardCharsets.US_ASCII));
		}
	}

	private static void readAll(RawPeer peer) {
		try {
			peer.awaitEnd();
		}
		catch (IOException ex) {
			// the test is over
		}
	}

	@Test
	void aWorkerAHundredTimesSlowerGetsWhatItCanDo() {
		AtomicInteger fast = new AtomicInteger();
		AtomicInteger slow = new AtomicInteger();
		CountDownLatch never = new CountDownLatch(1);
		worker("uneven", 4, (request, reply) -> {
			fast.incrementAndGet();
			reply.end(never.await(1, TimeUnit.MILLISECONDS));
		});
		worker("uneven", 4, (request, reply) -> {
			slow.incrementAndGet();
			reply.end(never.await(100, TimeUnit.MILLISECONDS));
		});
		Outcomes outcomes = new Outcomes();
		PigatoClient client = client();
		for (int i = 0; i < 2000; i++) {
			outcomes.ask(client, "uneven", i);
			if (i % SmallBroker.QUEUED == SmallBroker.QUEUED / 2) {
				outcomes.awaitAll();
				assertHealthy(5);
			}
		}
		assertThat(outcomes.awaitAll().of(Outcomes.OK)).isEqualTo(2000);
		assertThat(fast.get()).isGreaterThan(5 * slow.get());
		assertThat(slow.get()).isPositive();
	}

	@Test
	void tenTimesTheCapacityIsAnsweredOrRefused() {
		CountDownLatch never = new CountDownLatch(1);
		worker("busy", 4, (request, reply) -> reply.end(never.await(5, TimeUnit.MILLISECONDS)));
		PigatoClient crowd = client();
		Outcomes outcomes = new Outcomes();
		for (int i = 0; i < 8000; i++) {
			outcomes.ask(crowd, "busy", i);
			if (i % 500 == 0) {
				assertHealthy(2);
			}
		}
		outcomes.awaitAll();
		assertThat(outcomes.of(Outcomes.OK) + outcomes.of(ErrorCodes.QUEUE_FULL)).as(outcomes.toString())
			.isEqualTo(8000);
		assertThat(outcomes.of(Outcomes.OK)).isGreaterThanOrEqualTo(SmallBroker.QUEUED);
		assertThat(outcomes.of(ErrorCodes.QUEUE_FULL)).isPositive();
		Outcomes after = new Outcomes();
		for (int i = 0; i < 100; i++) {
			after.ask(crowd, "busy", i);
		}
		assertThat(after.awaitAll().of(Outcomes.OK)).isEqualTo(100);
	}

	private void assertHealthy(int requests) {
		for (int i = 0; i < requests; i++) {
			assertThat(this.healthy.request("echo", i, Integer.class)).isEqualTo(i);
		}
		assertThat(this.broker.isAlive()).as("the broker lives").isTrue();
	}

	private PigatoClient client() {
		PigatoClient client = PigatoClient.builder()
			.endpoint(this.broker.endpoint())
			.transport(this.transport)
			.loop(this.loop)
			.maxPendingBytes(512L * MEGABYTE)
			.build();
		client.start();
		return keep(client);
	}

	private void worker(String service, int concurrency, RequestHandler handler) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(this.broker.endpoint())
			.transport(this.transport)
			.loop(this.loop)
			.service(service)
			.concurrency(concurrency)
			.shutdownGrace(Duration.ZERO)
			.handler(handler)
			.build());
		worker.start();
		await().atMost(PATIENCE).until(worker::isRegistered);
	}

	private static byte[][] frames(String... texts) {
		byte[][] frames = new byte[texts.length][];
		for (int i = 0; i < texts.length; i++) {
			frames[i] = texts[i].getBytes(StandardCharsets.US_ASCII);
		}
		return frames;
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(0, closeable);
		return closeable;
	}

}
