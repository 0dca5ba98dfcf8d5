package io.pigato.broker;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A running broker and the frames that go in and out, in process and over TCP. */
@ParameterizedClass
@MethodSource("binds")
class BrokerWireTests {

	@Parameter
	String bind = "";

	private final Map<DropReason, AtomicInteger> drops = new ConcurrentHashMap<>(new EnumMap<>(DropReason.class));

	private final PigatoLoop loop = PigatoLoop.start("broker-wire-tests");

	private PigatoBroker broker = PigatoBroker.builder().build();

	static Stream<String> binds() {
		return Stream.of("inproc://broker-wire-" + UUID.randomUUID(), "tcp://127.0.0.1:0");
	}

	@BeforeEach
	void start() {
		this.broker = PigatoBroker.builder()
			.bind(this.bind)
			.heartbeat(Duration.ofMillis(500), 3)
			.shutdownGrace(Duration.ofMillis(200))
			.listener(new Drops())
			.build();
		this.broker.start();
	}

	@AfterEach
	void close() {
		this.broker.close();
		this.loop.close();
	}

	@Test
	void requestWalksToTheWorkerAndItsReplyBack() {
		WirePeer worker = worker("echo");
		WirePeer client = client();
		client.send("C", "2", "echo", "r1", "[1]", "{\"timeout\":9000}");
		List<String> request = worker.receive();
		assertThat(request.subList(3, 8)).containsExactly("echo", "", "r1", "[1]", "{\"timeout\":9000}");
		worker.send("W", "6", request.get(2), "", "r1", "0", "1", "{}");
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "6", "", "r1", "0", "1", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
	}

	@Test
	void largestRequestThatIsTakenReachesItsWorker() {
		try (PigatoWorker worker = PigatoWorker.builder()
			.loop(this.loop)
			.endpoint(endpoint())
			.service("length")
			.heartbeat(Duration.ofMillis(250), 3)
			.handler((request, reply) -> reply.end(request.data(String.class).length()))
			.build()) {
			worker.start();
			int all = BrokerLimits.DEFAULT.maxMessageBytes();
			int room = all - "C2lengthr1{}\"\"".length();
			WirePeer client = client();
			client.send("C", "2", "length", "r1", "\"" + "x".repeat(room) + "\"", "{}");
			assertThat(client.receive()).startsWith("C", "3", "", "r1", "0", String.valueOf(room));
		}
	}

	@Test
	void whatNodePeersWriteForNothingLeavesAsNull() {
		WirePeer worker = worker("echo");
		WirePeer client = client();
		client.send("C", "2", "echo", "r1", "undefined", "undefined");
		List<String> request = worker.receive();
		assertThat(request.subList(6, 8)).containsExactly("null", "{}");
		worker.send("W", "3", request.get(2), "", "r1", "0", "undefined");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "null", "{}");
	}

	@Test
	void clientWhoseIdentityIsNoTextGetsItsReply() {
		WirePeer worker = worker("echo");
		WirePeer client = new WirePeer(this.loop, endpoint(), Frame.of(new byte[] { 1, (byte) 0xfe, 0x7f, 5 }));
		client.send("C", "2", "echo", "r1", "1", "{}");
		List<String> request = worker.receive();
		assertThat(request.get(2)).matches("[!-~]+");
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
	}

	@Test
	void endOfAWorkersConnectionIsNoticedAtOnce() {
		WirePeer worker = worker("echo");
		WirePeer client = client();
		client.send("C", "2", "echo", "r1", "1", "{}");
		worker.receive();
		worker.close();
		assertThat(client.receive()).startsWith("C", "3", "", "r1", "-1", "\"B_WORKER_LOST\"");
	}

	@Test
	void whatMakesNoSenseIsCountedAndHarmsNobody() {
		WirePeer worker = worker("echo");
		WirePeer hostile = client();
		Random random = new Random(7);
		for (int i = 0; i < 500; i++) {
			hostile.send(nonsense(random));
		}
		hostile.send("C", "4", "req", "r");
		hostile.send("W", "4", "", "null");
		hostile.send("C", "2", "constructor", "__proto__");
		hostile.send("X");
		WirePeer client = client();
		client.send("C", "2", "echo", "r1", "1", "{}");
		List<String> request = worker.receive();
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
		await().untilAsserted(() -> assertThat(drops(DropReason.MALFORMED)).isGreaterThan(100));
		assertThat(this.broker.isRunning()).isTrue();
	}

	@Test
	void peerIsComplainedOfOnce() {
		Logger logger = (Logger) LoggerFactory.getLogger(BrokerAgent.class);
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		logger.setLevel(Level.DEBUG);
		try {
			WirePeer peer = client();
			IntStream.range(0, 50).forEach((i) -> peer.send("X\n", "\u001b[31m"));
			await().untilAsserted(() -> assertThat(drops(DropReason.MALFORMED)).isEqualTo(50));
			assertThat(List.copyOf(log.list)).singleElement()
				.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("client-", "X\\x0a", "\\x1b"));
		}
		finally {
			logger.setLevel(level);
			logger.detachAppender(log);
		}
	}

	@Test
	void snapshotFollowsWhatHappensByItself() {
		assertThat(this.broker.snapshot().uptime()).isPositive();
		WirePeer client = client();
		client.send("C", "2", "none", "r1", "1", "{\"timeout\":300}");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queued()).isOne());
		await().untilAsserted(() -> assertThat(this.broker.snapshot().queued()).isZero());
		worker("echo");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().workers()).isOne());
		assertThat(this.broker.snapshot().services()).isOne();
		Duration before = this.broker.snapshot().uptime();
		await().untilAsserted(() -> assertThat(this.broker.snapshot().uptime()).isGreaterThan(before));
	}

	@Test
	void silentWorkerIsLost() {
		worker("echo");
		await().untilAsserted(() -> assertThat(this.broker.snapshot().workers()).isZero());
	}

	private static Message nonsense(Random random) {
		String[] frames = { "C", "W", "1", "2", "3", "4", "5", "6", "7", "", "req", "worker", "\u0000", "{", "null",
				"client-1", "constructor" };
		Frame[] picked = IntStream.range(0, 1 + random.nextInt(8))
			.mapToObj((i) -> Frame.of(frames[random.nextInt(frames.length)]))
			.toArray(Frame[]::new);
		return Message.of(picked);
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

	private int drops(DropReason reason) {
		return this.drops.getOrDefault(reason, new AtomicInteger()).get();
	}

	private final class Drops implements BrokerListener {

		@Override
		public void dropped(DropReason reason) {
			BrokerWireTests.this.drops.computeIfAbsent(reason, (key) -> new AtomicInteger()).incrementAndGet();
		}

	}

}
