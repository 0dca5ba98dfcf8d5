package io.pigato.internal.transport.jeromq;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What JeroMQ does badly and this engine keeps from its users: each test fails without
 * the guard it is about.
 */
@Tag("jeromq")
class JeroMqGuardTests {

	private static final long NEGATIVE = -1;

	private static final byte[] PEER = { 'p' };

	private final RecordingRouter atRouter = new RecordingRouter();

	private TransportPair pair = new TransportPair(JeroMqEngine::new);

	private RouterSocket router;

	private String endpoint = "";

	@BeforeEach
	void open() throws Exception {
		this.router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter);
		this.endpoint = this.router.endpoints().get(0);
		this.atRouter.onEach((peer, message) -> this.router.send(peer, message));
	}

	@AfterEach
	void close() {
		this.pair.close();
	}

	@Test
	void noConnectionIsForgottenByTheIoThread() throws Exception {
		long[] millis = HandshakeStall.measure(this.endpoint, 300);
		assertThat(Arrays.stream(millis).max().orElseThrow()).isLessThan(8_000);
	}

	@ParameterizedTest
	@ValueSource(longs = { NEGATIVE, Long.MIN_VALUE, 0x800000007FFFFFFFL, Integer.MAX_VALUE, Long.MAX_VALUE })
	void impossibleLengthHarmsNobodyElse(long length) throws Exception {
		DealerSocket healthy = this.pair.openDealer(this.endpoint, "healthy", TransportPair.LIMITS, recording());
		try (RawPeer before = RawPeer.connect(this.endpoint).greet();
				RawPeer after = RawPeer.connect(this.endpoint).handshake("DEALER", PEER)) {
			before.raw(RawPeer.header(RawPeer.COMMAND | RawPeer.LARGE, length));
			after.raw(RawPeer.header(RawPeer.LARGE, length));
			after.raw(RawPeer.header(RawPeer.LARGE | RawPeer.MORE, length));
			assertEchoes(healthy);
		}
		assertEchoes(this.pair.openDealer(this.endpoint, "late", TransportPair.LIMITS, recording()));
	}

	@ParameterizedTest
	@ValueSource(longs = { NEGATIVE, Long.MIN_VALUE, 0x800000007FFFFFFFL, Integer.MAX_VALUE, Long.MAX_VALUE })
	void impossibleLengthFromABrokerHarmsNoOtherConnection(long length) throws Exception {
		try (ServerSocket hostile = new ServerSocket(0)) {
			this.pair.openDealer("tcp://127.0.0.1:" + hostile.getLocalPort(), "victim", TransportPair.LIMITS,
					new RecordingDealer());
			try (RawPeer broker = accept(hostile)) {
				broker.raw(RawPeer.header(RawPeer.LARGE, length));
				assertEchoes(this.pair.openDealer(this.endpoint, "other", TransportPair.LIMITS, recording()));
			}
		}
	}

	@Test
	void interruptsOfTheLoopCutNoMessage() throws Exception {
		DealerSocket dealer = this.pair.openDealer(this.endpoint, "interrupted", TransportPair.LIMITS, recording());
		List<Thread> loops = List.of(this.pair.brokerLoop().call(Thread::currentThread),
				this.pair.peerLoop().call(Thread::currentThread));
		AtomicBoolean over = new AtomicBoolean();
		Thread storm = new Thread(() -> {
			while (!over.get()) {
				loops.forEach(Thread::interrupt);
				Thread.onSpinWait();
			}
		});
		storm.start();
		try {
			for (int i = 0; i < 2_000; i++) {
				Message message = TransportPair.message("a", "b" + i, "c");
				this.pair.send(dealer, message);
				assertThat(this.recorded.next()).isEqualTo(message);
			}
		}
		finally {
			over.set(true);
			storm.join();
		}
	}

	@Test
	void deathOfTheIoThreadIsReportedAndHoldsNothingUp() throws Exception {
		RecordingDealer told = new RecordingDealer();
		this.pair.openDealer(this.endpoint, "told", TransportPair.LIMITS, told);
		await().until(() -> told.connected() == 1);
		reportDeath("peers", new IllegalStateException("first killed by a test"));
		assertThat(told.nextClosed()).contains("the transport has failed");
		IllegalStateException cause = new IllegalStateException("then killed by a test");
		reportDeath("broker", cause);
		assertThat(this.atRouter.nextFailure()).isSameAs(cause);
		assertThat(this.pair.brokerEngine().close(Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void endedConnectionDoesNotComeBackWithOldMessages() throws Exception {
		RecordingDealer closing = new RecordingDealer();
		DealerSocket dealer = this.pair.openDealer(this.endpoint, "old", TransportPair.LIMITS, closing);
		this.pair.send(dealer, TransportPair.message("first"));
		assertThat(closing.next()).isEqualTo(TransportPair.message("first"));
		this.pair.brokerLoop().run(() -> this.router.close(Duration.ZERO));
		closing.nextClosed();
		assertThat(this.pair.send(dealer, TransportPair.message("late"))).isEqualTo(SendResult.GONE);
		RecordingRouter successor = new RecordingRouter();
		await().ignoreExceptions()
			.until(() -> !this.pair.openRouter(TransportPair.LIMITS, successor, this.endpoint).endpoints().isEmpty());
		DealerSocket fresh = this.pair.openDealer(this.endpoint, "new", TransportPair.LIMITS, new RecordingDealer());
		this.pair.send(fresh, TransportPair.message("new"));
		assertThat(successor.next().message()).isEqualTo(TransportPair.message("new"));
		assertThat(successor.waiting()).noneMatch((received) -> received.peer().equals(Frame.of("old")));
	}

	@Test
	void peerCannotReportTheEndOfAnother() throws Exception {
		DealerSocket victim = this.pair.openDealer(this.endpoint, "victim", TransportPair.LIMITS, recording());
		assertEchoes(victim);
		DealerSocket liar = this.pair.openDealer(this.endpoint, "liar", TransportPair.LIMITS, new RecordingDealer());
		for (int length = 0; length < 40; length++) {
			this.pair.send(liar, Message.of(Frame.of(new byte[length])));
		}
		assertEchoes(victim);
		assertThat(this.atRouter.gone()).isEmpty();
	}

	@Test
	void openingAndClosingLeavesNoThreadAndNoDescriptorBehind() throws Exception {
		Set<Thread> before = ioThreads().collect(Collectors.toSet());
		cycle();
		await().untilAsserted(() -> assertThat(before).containsAll(ioThreads().toList()));
		long descriptors = descriptors();
		for (int i = 0; i < 60; i++) {
			cycle();
		}
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(before).containsAll(ioThreads().toList());
			assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 10);
		});
	}

	private final RecordingDealer recorded = new RecordingDealer();

	private RecordingDealer recording() {
		return this.recorded;
	}

	private void cycle() throws Exception {
		try (TransportPair other = new TransportPair(JeroMqEngine::new)) {
			RecordingRouter received = new RecordingRouter();
			RouterSocket opened = other.openRouter(TransportPair.LIMITS, received);
			DealerSocket dealer = other.openDealer(opened.endpoints().get(0), "cycle", TransportPair.LIMITS,
					new RecordingDealer());
			other.send(dealer, TransportPair.message("x"));
			received.next();
		}
	}

	/** Under load a dealer may lose its patience and try again. */
	private static RawPeer accept(ServerSocket hostile) throws IOException {
		IOException last = new IOException("Nobody came");
		for (int tries = 0; tries < 20; tries++) {
			RawPeer accepted = RawPeer.over(hostile.accept());
			try {
				return accepted.handshake("ROUTER", new byte[0]);
			}
			catch (IOException ex) {
				last = ex;
				accepted.close();
			}
		}
		throw last;
	}

	private void assertEchoes(DealerSocket dealer) throws Exception {
		Message message = TransportPair.message("are", "you", "there");
		assertThat(this.pair.send(dealer, message)).isEqualTo(SendResult.ACCEPTED);
		assertThat(this.recorded.next()).isEqualTo(message);
		assertThat(this.atRouter.waiting()).isNotNull();
	}

	private static void reportDeath(String loop, Throwable cause) {
		ioThreads().filter((thread) -> thread.getName().startsWith(loop))
			.forEach((thread) -> thread.getUncaughtExceptionHandler().uncaughtException(thread, cause));
	}

	private static Stream<Thread> ioThreads() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().contains("iothread"));
	}

	private static long descriptors() {
		String[] open = new File("/proc/self/fd").list();
		return (open != null) ? open.length : 0;
	}

}
