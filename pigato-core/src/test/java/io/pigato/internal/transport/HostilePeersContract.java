package io.pigato.internal.transport;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What no peer may do to an engine, and what an engine may not leave behind. Extend it
 * and say how the engine is made.
 */
public abstract class HostilePeersContract {

	private static final int ACCEPT_MILLIS = 20_000;

	private static final long NEGATIVE = -1;

	private static final byte[] PEER = { 'p' };

	/** What the router of each test was told; it sends each message back. */
	protected final RecordingRouter atRouter = new RecordingRouter();

	/** What dealers were told. */
	protected final RecordingDealer recorded = new RecordingDealer();

	/** The loops and engines of the running test. */
	protected TransportPair pair;

	/** An open router. */
	protected RouterSocket router;

	/** Where it is bound. */
	protected String endpoint = "";

	/**
	 * Makes the engine under test.
	 * @param loop on which it lives
	 * @return a new engine
	 */
	protected abstract TransportEngine newEngine(EventLoop loop);

	@BeforeEach
	final void open() throws Exception {
		this.pair = new TransportPair(this::newEngine);
		this.router = this.pair.openRouter(TransportPair.LIMITS, this.atRouter);
		this.endpoint = this.router.endpoints().get(0);
		this.atRouter.onEach((peer, message) -> this.router.send(peer, message));
	}

	@AfterEach
	final void close() {
		this.pair.close();
	}

	@ParameterizedTest
	@ValueSource(longs = { NEGATIVE, Long.MIN_VALUE, 0x800000007FFFFFFFL, Integer.MAX_VALUE, Long.MAX_VALUE })
	void impossibleLengthHarmsNobodyElse(long length) throws Exception {
		DealerSocket healthy = this.pair.openDealer(this.endpoint, "healthy", TransportPair.LIMITS, this.recorded);
		try (RawPeer before = RawPeer.connect(this.endpoint).greet();
				RawPeer after = RawPeer.connect(this.endpoint).handshake("DEALER", PEER)) {
			before.raw(RawPeer.header(RawPeer.COMMAND | RawPeer.LARGE, length));
			after.raw(RawPeer.header(RawPeer.LARGE, length));
			after.raw(RawPeer.header(RawPeer.LARGE | RawPeer.MORE, length));
			assertEchoes(healthy);
		}
		assertEchoes(this.pair.openDealer(this.endpoint, "late", TransportPair.LIMITS, this.recorded));
	}

	@ParameterizedTest
	@ValueSource(longs = { NEGATIVE, Long.MIN_VALUE, 0x800000007FFFFFFFL, Integer.MAX_VALUE, Long.MAX_VALUE })
	void impossibleLengthFromABrokerHarmsNoOtherConnection(long length) throws Exception {
		try (ServerSocket hostile = new ServerSocket(0)) {
			hostile.setSoTimeout(ACCEPT_MILLIS);
			this.pair.openDealer("tcp://127.0.0.1:" + hostile.getLocalPort(), "victim", TransportPair.LIMITS,
					new RecordingDealer());
			try (RawPeer broker = accept(hostile)) {
				broker.raw(RawPeer.header(RawPeer.LARGE, length));
				assertEchoes(this.pair.openDealer(this.endpoint, "other", TransportPair.LIMITS, this.recorded));
			}
		}
	}

	@Test
	void interruptsOfTheLoopCutNoMessage() throws Exception {
		DealerSocket dealer = this.pair.openDealer(this.endpoint, "interrupted", TransportPair.LIMITS, this.recorded);
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
		DealerSocket victim = this.pair.openDealer(this.endpoint, "victim", TransportPair.LIMITS, this.recorded);
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
		Set<Thread> before = threads();
		cycle();
		await().untilAsserted(() -> assertThat(before).containsAll(threads()));
		long descriptors = descriptors();
		for (int i = 0; i < 60; i++) {
			cycle();
		}
		await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			assertThat(before).containsAll(threads());
			assertThat(descriptors()).isLessThanOrEqualTo(descriptors + 10);
		});
	}

	private void cycle() throws Exception {
		try (TransportPair other = new TransportPair(this::newEngine)) {
			RecordingRouter received = new RecordingRouter();
			RouterSocket opened = other.openRouter(TransportPair.LIMITS, received);
			DealerSocket dealer = other.openDealer(opened.endpoints().get(0), new RecordingDealer());
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

	/**
	 * Has a dealer say something and hear it again.
	 * @param dealer with {@link #recorded} as its handler
	 * @throws Exception if it does not
	 */
	protected final void assertEchoes(DealerSocket dealer) throws Exception {
		Message message = TransportPair.message("are", "you", "there");
		assertThat(this.pair.send(dealer, message)).isEqualTo(SendResult.ACCEPTED);
		assertThat(this.recorded.next()).isEqualTo(message);
		assertThat(this.atRouter.waiting()).isNotNull();
	}

	private static long descriptors() {
		String[] open = new File("/proc/self/fd").list();
		return (open != null) ? open.length : 0;
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().matches("broker.*|peers.*|pigato-.*"))
			.collect(Collectors.toSet());
	}

}
