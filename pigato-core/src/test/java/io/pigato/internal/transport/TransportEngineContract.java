package io.pigato.internal.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.FreePorts;
import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What every engine must do, over real TCP on the loopback. Extend it and say how the
 * engine is made.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class TransportEngineContract {

	private static final TransportLimits LIMITS = TransportPair.LIMITS;

	private static final Duration LINGER = Duration.ofSeconds(10);

	private TransportPair pair;

	private final RecordingRouter atRouter = new RecordingRouter();

	private final RecordingDealer atDealer = new RecordingDealer();

	/**
	 * Makes the engine under test.
	 * @param loop on which it lives
	 * @return a new engine
	 */
	protected abstract TransportEngine newEngine(EventLoop loop);

	/**
	 * Whether an identity is free once its connection is said to be gone. JeroMQ still
	 * holds it for a moment: who comes with it meanwhile is not heard.
	 */
	protected boolean freesIdentitiesAtOnce() {
		return true;
	}

	/**
	 * The loops and engines of the running test.
	 * @return the pair
	 */
	protected final TransportPair pair() {
		return this.pair;
	}

	@BeforeEach
	final void start() {
		this.pair = new TransportPair(this::newEngine);
	}

	@AfterEach
	final void stop() {
		this.pair.close();
	}

	@Test
	void wholeMessagesGoBothWays() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "worker-1");
		Message request = TransportPair.message("C", "2", "echo", "", "{\"a\":1}", "");
		assertThat(this.pair.send(dealer, request)).isEqualTo(SendResult.ACCEPTED);
		RecordingRouter.Received received = this.atRouter.next();
		assertThat(received.peer()).isEqualTo(Frame.of("worker-1"));
		assertThat(received.message()).isEqualTo(request);
		Message reply = TransportPair.message("", "W", "", "");
		assertThat(this.pair.send(router, received.peer(), reply)).isEqualTo(SendResult.ACCEPTED);
		assertThat(this.atDealer.next()).isEqualTo(reply);
		assertThat(this.atDealer.connected()).isEqualTo(1);
	}

	@Test
	void messagesOfOneEmptyFrameAreMessages() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, Message.of(Frame.EMPTY));
		assertThat(this.atRouter.next().message()).isEqualTo(Message.of(Frame.EMPTY));
		this.pair.send(router, Frame.of("a"), Message.of(Frame.EMPTY));
		assertThat(this.atDealer.next()).isEqualTo(Message.of(Frame.EMPTY));
	}

	@Test
	void largeMessagesArriveUnchanged() throws Exception {
		byte[] content = new byte[8 * 1024 * 1024];
		new Random(1).nextBytes(content);
		Message large = Message.of(Frame.of("head"), Frame.of(content), Frame.of("tail"));
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, large);
		assertThat(this.atRouter.next().message()).isEqualTo(large);
		this.pair.send(router, Frame.of("a"), large);
		assertThat(this.atDealer.next()).isEqualTo(large);
	}

	@Test
	void partOfAnArrayIsSentAsThatPart() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		byte[] shared = "xxhelloxx".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
		this.pair.send(dealer, Message.of(Frame.of(shared, 2, 5)));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("hello"));
	}

	@Test
	void sameMessageCanBeSentAgainAndToSeveralPeers() throws Exception {
		RouterSocket router = router();
		RecordingDealer second = new RecordingDealer();
		DealerSocket a = dealer(router, "a");
		DealerSocket b = this.pair.openDealer(router.endpoints().get(0), "b", LIMITS, second);
		Message shared = TransportPair.message("W", "4");
		for (DealerSocket dealer : List.of(a, b, a)) {
			this.pair.send(dealer, shared);
		}
		for (int i = 0; i < 3; i++) {
			RecordingRouter.Received received = this.atRouter.next();
			assertThat(received.message()).isEqualTo(shared);
			this.pair.send(router, received.peer(), shared);
		}
		assertThat(List.of(this.atDealer.next(), this.atDealer.next(), second.next())).containsOnly(shared);
	}

	@Test
	void messagesKeepTheirOrder() throws Exception {
		RouterSocket router = router();
		this.atRouter.onEach((peer, message) -> router.send(peer, message));
		DealerSocket dealer = dealer(router, "a");
		int count = 20_000;
		for (int next = 0; next < count;) {
			int first = next;
			next += sendNumbers(dealer, next, count);
			for (int i = first; i < next; i++) {
				assertThat(this.atDealer.next()).isEqualTo(TransportPair.message("n", String.valueOf(i)));
			}
		}
	}

	@Test
	void messagesSentBeforeTheConnectionIsUpArriveInOrder() throws Exception {
		RouterSocket router = router();
		DealerOptions options = new DealerOptions(Endpoint.parse(router.endpoints().get(0)), Frame.of("early"), 1,
				LIMITS);
		this.pair.peerLoop().run(() -> {
			DealerSocket dealer = this.pair.peerEngine().openDealer(options, this.atDealer);
			for (int i = 0; i < LIMITS.maxQueuedMessages(); i++) {
				assertThat(dealer.send(TransportPair.message(String.valueOf(i)))).isEqualTo(SendResult.ACCEPTED);
			}
			assertThat(dealer.send(TransportPair.message("too many"))).isEqualTo(SendResult.FULL);
		});
		for (int i = 0; i < LIMITS.maxQueuedMessages(); i++) {
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message(String.valueOf(i)));
		}
	}

	@Test
	void routerIsToldOfAPeerThatGoes() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, TransportPair.message("last words"));
		this.pair.peerLoop().run(() -> dealer.close(LINGER));
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("a"));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("last words"));
		assertThat(this.pair.send(router, Frame.of("a"), TransportPair.message("x"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void routerIsToldOfAPeerThatGoesWithoutEverHavingSpoken() throws Exception {
		RouterSocket router = router();
		DealerSocket silent = dealer(router, "silent");
		await().until(() -> this.atDealer.connected() == 1);
		DealerSocket other = this.pair.openDealer(router.endpoints().get(0), "other", LIMITS, new RecordingDealer());
		this.pair.send(other, TransportPair.message("here"));
		this.atRouter.next();
		this.pair.peerLoop().run(() -> silent.close(LINGER));
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("silent"));
		assertThat(this.atRouter.gone()).isEmpty();
	}

	@Test
	void routerIsToldOnceOfEachConnectionOfTheSameIdentity() throws Exception {
		RouterSocket router = router();
		for (int i = 0; i < 20; i++) {
			DealerSocket dealer = heard(router, TransportPair.message(String.valueOf(i)));
			this.pair.peerLoop().run(() -> dealer.close(LINGER));
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("again"));
		}
		assertThat(this.atRouter.gone()).hasSizeLessThanOrEqualTo(freesIdentitiesAtOnce() ? 0 : 20);
	}

	/** A dealer whose message has come; another one takes its place if none comes. */
	private DealerSocket heard(RouterSocket router, Message message) throws Exception {
		for (int i = 0; i < 20 && !freesIdentitiesAtOnce(); i++) {
			DealerSocket dealer = sending(router, message);
			if (this.atRouter.hears(message, Duration.ofSeconds(2))) {
				return dealer;
			}
			this.pair.peerLoop().run(() -> dealer.close(Duration.ZERO));
		}
		DealerSocket dealer = sending(router, message);
		assertThat(this.atRouter.next().message()).isEqualTo(message);
		return dealer;
	}

	private DealerSocket sending(RouterSocket router, Message message) throws Exception {
		DealerSocket dealer = this.pair.openDealer(router.endpoints().get(0), "again", LIMITS, new RecordingDealer());
		this.pair.send(dealer, message);
		return dealer;
	}

	@Test
	void dealerIsToldWhenTheRouterCloses() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, TransportPair.message("x"));
		this.atRouter.next();
		this.pair.brokerLoop().run(() -> router.close(LINGER));
		assertThat(this.atDealer.nextClosed()).contains(router.endpoints().get(0));
		assertThat(this.pair.send(dealer, TransportPair.message("x"))).isEqualTo(SendResult.GONE);
		this.pair.peerLoop().run(() -> dealer.close(LINGER));
		assertThat(this.atDealer.closed()).isEmpty();
	}

	@Test
	void dealerIsToldOfARefusedConnection() throws Exception {
		String nobody = FreePorts.endpoint();
		this.pair.openDealer(nobody, "a", LIMITS, this.atDealer);
		assertThat(this.atDealer.nextClosed()).contains(nobody);
		assertThat(this.atDealer.connected()).isZero();
	}

	@Test
	void dealerIsToldOfAnUnknownHost() throws Exception {
		this.pair.openDealer("tcp://no-such-host.invalid:5555", "a", LIMITS, this.atDealer);
		assertThat(this.atDealer.nextClosed()).contains("tcp://no-such-host.invalid:5555").contains("unknown");
	}

	@Test
	void hostNamesAreResolved() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = this.pair.openDealer(router.endpoints().get(0).replace("127.0.0.1", "localhost"), "a",
				LIMITS, this.atDealer);
		this.pair.send(dealer, TransportPair.message("x"));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("x"));
	}

	@Test
	void handlersAreNotCalledAfterClose() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		AtomicInteger goneBefore = new AtomicInteger();
		this.atRouter.onEach((peer, message) -> {
			// An attempt to connect that was too slow has ended before this one
			goneBefore.set(this.atRouter.gone().size());
			router.close(Duration.ZERO);
		});
		this.pair.peerLoop().run(() -> {
			for (int i = 0; i < 100; i++) {
				dealer.send(TransportPair.message(String.valueOf(i)));
			}
		});
		this.atRouter.next();
		this.atDealer.nextClosed();
		this.pair.brokerLoop().run(() -> {
		});
		assertThat(this.atRouter.waiting()).isEmpty();
		assertThat(this.atRouter.gone()).hasSize(goneBefore.get());
	}

	@Test
	void dealerIsNotToldOfItsOwnClose() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.atDealer.onEach((message) -> dealer.close(LINGER));
		this.pair.send(dealer, TransportPair.message("x"));
		this.atRouter.next();
		this.pair.brokerLoop().run(() -> {
			for (int i = 0; i < 100; i++) {
				router.send(Frame.of("a"), TransportPair.message(String.valueOf(i)));
			}
		});
		assertThat(this.atDealer.next()).isEqualTo(TransportPair.message("0"));
		this.atRouter.nextGone();
		this.pair.peerLoop().run(() -> {
		});
		assertThat(this.atDealer.waiting()).isEmpty();
		assertThat(this.atDealer.closed()).isEmpty();
		assertThat(this.pair.send(dealer, TransportPair.message("x"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void whatAHandlerThrowsIsLostAndNothingElse() throws Exception {
		RouterSocket router = router();
		this.atRouter.onEach((peer, message) -> {
			throw new IllegalStateException("thrown by a test on purpose");
		});
		DealerSocket dealer = dealer(router, "a");
		for (int i = 0; i < 3; i++) {
			this.pair.send(dealer, TransportPair.message(String.valueOf(i)));
		}
		for (int i = 0; i < 3; i++) {
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message(String.valueOf(i)));
		}
	}

	@Test
	void sendingToAnUnknownPeerSaysGone() throws Exception {
		RouterSocket router = router();
		assertThat(this.pair.send(router, Frame.of("nobody"), TransportPair.message("x"))).isEqualTo(SendResult.GONE);
	}

	@Test
	void dealerSaysFullWhenTheRouterDoesNotRead() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		await().until(() -> this.atDealer.connected() == 1);
		CountDownLatch hold = new CountDownLatch(1);
		this.pair.brokerLoop().loop().execute(() -> awaitQuietly(hold));
		Message block = Message.of(Frame.of(new byte[16 * 1024]));
		int accepted = sendUntilFull(() -> this.pair.send(dealer, block));
		hold.countDown();
		for (int i = 0; i < accepted; i++) {
			assertThat(this.atRouter.next().message()).isEqualTo(block);
		}
		await().until(() -> this.pair.send(dealer, TransportPair.message("room again")) == SendResult.ACCEPTED);
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("room again"));
	}

	@Test
	void routerSaysFullForThePeerThatDoesNotReadAndServesTheOthers() throws Exception {
		RouterSocket router = router();
		try (RawPeer lazy = RawPeer.connect(router.endpoints().get(0)).handshake("DEALER", Frame.of("lazy").array())) {
			lazy.message("x".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
			this.atRouter.next();
			Message block = Message.of(Frame.of(new byte[16 * 1024]));
			sendUntilFull(() -> this.pair.send(router, Frame.of("lazy"), block));
			DealerSocket dealer = dealer(router, "eager");
			this.pair.send(dealer, TransportPair.message("x"));
			this.atRouter.next();
			this.pair.send(router, Frame.of("eager"), TransportPair.message("y"));
			assertThat(this.atDealer.next()).isEqualTo(TransportPair.message("y"));
			lazy.reset();
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("lazy"));
			assertThat(this.pair.send(router, Frame.of("lazy"), block)).isEqualTo(SendResult.GONE);
		}
	}

	@Test
	void peerThatIsCutOffIsHeardNoMoreAndItsIdentityIsFree() throws Exception {
		RouterSocket router = router();
		DealerSocket cutOff = dealer(router, "same");
		this.pair.send(cutOff, TransportPair.message("1"));
		this.atRouter.next();
		this.pair.brokerLoop().run(() -> router.disconnect(Frame.of("same")));
		this.pair.brokerLoop().run(() -> router.disconnect(Frame.of("nobody")));
		assertThat(this.pair.send(router, Frame.of("same"), TransportPair.message("2"))).isEqualTo(SendResult.GONE);
		this.pair.send(cutOff, TransportPair.message("3"));
		RecordingDealer after = new RecordingDealer();
		DealerSocket next = this.pair.openDealer(router.endpoints().get(0), "same", LIMITS, after);
		this.pair.send(next, TransportPair.message("4"));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("4"));
		this.pair.peerLoop().run(() -> cutOff.close(LINGER));
		this.pair.send(router, Frame.of("same"), TransportPair.message("5"));
		assertThat(after.next()).isEqualTo(TransportPair.message("5"));
		assertThat(this.atDealer.waiting()).isEmpty();
		assertThat(this.atRouter.gone()).isEmpty();
		this.pair.peerLoop().run(() -> next.close(LINGER));
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("same"));
		assertThat(this.atRouter.gone()).isEmpty();
	}

	@Test
	void manyPeersAreServedAtOnce() throws Exception {
		int count = 200;
		RouterSocket router = router();
		this.atRouter.onEach((peer, message) -> router.send(peer, message));
		List<RecordingDealer> handlers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			RecordingDealer handler = new RecordingDealer();
			handlers.add(handler);
			DealerSocket dealer = this.pair.openDealer(router.endpoints().get(0), "peer-" + i, LIMITS, handler);
			this.pair.send(dealer, TransportPair.message("from", "peer-" + i));
		}
		for (int i = 0; i < count; i++) {
			assertThat(handlers.get(i).next()).isEqualTo(TransportPair.message("from", "peer-" + i));
		}
		this.pair.brokerLoop().run(() -> router.close(LINGER));
		for (RecordingDealer handler : handlers) {
			handler.nextClosed();
		}
	}

	@Test
	void lastMessagesOfARouterAreNotLostByItsClose() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, TransportPair.message("x"));
		this.atRouter.next();
		int count = LIMITS.maxQueuedMessages();
		Message block = Message.of(Frame.of(new byte[4 * 1024]));
		this.pair.brokerLoop().run(() -> {
			for (int i = 0; i < count; i++) {
				assertThat(router.send(Frame.of("a"), block)).isEqualTo(SendResult.ACCEPTED);
			}
			router.close(LINGER);
		});
		for (int i = 0; i < count; i++) {
			assertThat(this.atDealer.next()).isEqualTo(block);
		}
		this.atDealer.nextClosed();
	}

	@Test
	void lastMessagesOfADealerAreNotLostByItsClose() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		await().until(() -> this.atDealer.connected() == 1);
		int count = LIMITS.maxQueuedMessages();
		Message block = Message.of(Frame.of(new byte[4 * 1024]));
		this.pair.peerLoop().run(() -> {
			for (int i = 0; i < count; i++) {
				assertThat(dealer.send(block)).isEqualTo(SendResult.ACCEPTED);
			}
			dealer.close(LINGER);
		});
		for (int i = 0; i < count; i++) {
			assertThat(this.atRouter.next().message()).isEqualTo(block);
		}
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("a"));
	}

	@Test
	void messagesAboveTheLimitsAreDroppedAndReported() throws Exception {
		TransportLimits small = new TransportLimits(10_000, 3, 100);
		RouterSocket router = this.pair.openRouter(small, this.atRouter);
		DealerSocket dealer = dealer(router, "a");
		Frame half = Frame.of(new byte[6_000]);
		this.pair.send(dealer, TransportPair.message("1", "2", "3", "4"));
		this.pair.send(dealer, Message.of(half, half));
		this.pair.send(dealer, TransportPair.message("1", "2", "3"));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("1", "2", "3"));
		assertThat(this.atRouter.drops()).containsExactly(TransportDrop.MESSAGE_TOO_LARGE,
				TransportDrop.MESSAGE_TOO_LARGE);
	}

	@Test
	void frameAboveTheLimitEndsItsConnectionOrIsDroppedButHarmsNoOther() throws Exception {
		RouterSocket router = this.pair.openRouter(new TransportLimits(10_000, 3, 100), this.atRouter);
		RecordingDealer other = new RecordingDealer();
		DealerSocket healthy = this.pair.openDealer(router.endpoints().get(0), "healthy", LIMITS, other);
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, Message.of(Frame.of(new byte[20_000])));
		await().until(() -> this.atRouter.drops().contains(TransportDrop.FRAME_TOO_LARGE));
		this.pair.send(healthy, TransportPair.message("x"));
		assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("healthy"));
	}

	private DealerSocket intrude(RouterSocket router, RecordingDealer intruding) throws Exception {
		DealerSocket intruder = this.pair.openDealer(router.endpoints().get(0), "same", LIMITS, intruding);
		for (int i = 0; i < 10; i++) {
			this.pair.send(intruder, TransportPair.message("intruder", String.valueOf(i)));
		}
		return intruder;
	}

	/**
	 * Within 10 s. Where JeroMQ has forgotten the first connection of a dealer, it does
	 * not hear the next of the same name.
	 */
	private boolean isNoticed() {
		try {
			await().until(() -> this.atRouter.drops().contains(TransportDrop.IDENTITY_TAKEN));
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

	@Test
	void identityInUseStaysWithItsHolder() throws Exception {
		RouterSocket router = router();
		DealerSocket holder = dealer(router, "same");
		this.pair.send(holder, TransportPair.message("holder"));
		this.atRouter.next();
		RecordingDealer intruding = new RecordingDealer();
		List<DealerSocket> intruders = new ArrayList<>();
		do {
			intruders.add(intrude(router, intruding));
		}
		while (!isNoticed() && !freesIdentitiesAtOnce() && intruders.size() < 3);
		assertThat(this.atRouter.drops()).contains(TransportDrop.IDENTITY_TAKEN);
		this.pair.send(holder, TransportPair.message("holder"));
		assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("holder"));
		this.pair.send(router, Frame.of("same"), TransportPair.message("for the holder"));
		assertThat(this.atDealer.next()).isEqualTo(TransportPair.message("for the holder"));
		this.pair.peerLoop().run(() -> intruders.forEach((intruder) -> intruder.close(LINGER)));
		this.pair.peerLoop().run(() -> holder.close(LINGER));
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("same"));
		assertThat(this.atRouter.gone()).isEmpty();
		assertThat(this.atRouter.waiting()).isEmpty();
		assertThat(intruding.waiting()).isEmpty();
	}

	@Test
	void routerNamesItsEndpointsWithRealPorts() throws Exception {
		RouterSocket router = this.pair.openRouter(LIMITS, this.atRouter, "tcp://127.0.0.1:0", "tcp://127.0.0.1:*",
				"tcp://*:0");
		assertThat(router.endpoints()).hasSize(3)
			.allSatisfy((endpoint) -> assertThat(Endpoint.parse(endpoint).port()).isPositive());
		for (String endpoint : router.endpoints()) {
			RecordingDealer handler = new RecordingDealer();
			DealerSocket dealer = this.pair.openDealer(endpoint.replace("0.0.0.0", "127.0.0.1"), "to " + endpoint,
					LIMITS, handler);
			this.pair.send(dealer, TransportPair.message("x"));
			assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("to " + endpoint));
		}
	}

	@Test
	void versionsOfTheInternetProtocolAndSeveralPortsMayBeMixed() throws Exception {
		Assumptions.assumeTrue(hasIpv6(), "the loopback has IPv6");
		RouterSocket router = this.pair.openRouter(LIMITS, this.atRouter, "tcp://[::1]:0", "tcp://127.0.0.1:0",
				"tcp://[::1]:*");
		assertThat(router.endpoints().get(0)).matches("tcp://\\[[0:]+:1]:[1-9]\\d*");
		assertThat(router.endpoints().get(1)).matches("tcp://127\\.0\\.0\\.1:[1-9]\\d*");
		assertThat(router.endpoints()).doesNotHaveDuplicates();
		for (String endpoint : router.endpoints()) {
			RecordingDealer handler = new RecordingDealer();
			DealerSocket dealer = this.pair.openDealer(endpoint, "to " + endpoint, LIMITS, handler);
			this.pair.send(dealer, TransportPair.message("x"));
			Frame peer = this.atRouter.next().peer();
			assertThat(peer).isEqualTo(Frame.of("to " + endpoint));
			this.pair.send(router, peer, TransportPair.message("y"));
			assertThat(handler.next()).isEqualTo(TransportPair.message("y"));
		}
	}

	private static boolean hasIpv6() {
		try (ServerSocket socket = new ServerSocket()) {
			socket.bind(new InetSocketAddress("::1", 0));
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void failedBindNamesTheEndpointAndLeavesNothingBound() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String inUse = "tcp://127.0.0.1:" + taken.getLocalPort();
			String free = FreePorts.endpoint();
			PigatoBindException failure = bindBoth(free, inUse);
			while (failure.endpoint().equals(free)) {
				// somebody else was quicker
				free = FreePorts.endpoint();
				failure = bindBoth(free, inUse);
			}
			assertThat(failure).hasMessageContaining(inUse).hasMessageContaining("in use");
			assertThat(failure.endpoint()).isEqualTo(inUse);
			String released = free;
			await().ignoreExceptions()
				.until(() -> this.pair.openRouter(LIMITS, this.atRouter, released).endpoints(),
						List.of(released)::equals);
		}
	}

	private PigatoBindException bindBoth(String first, String second) {
		return catchThrowableOfType(PigatoBindException.class,
				() -> this.pair.openRouter(LIMITS, this.atRouter, first, second));
	}

	@Test
	void closedPortCanBeBoundAgain() throws Exception {
		RouterSocket first = router();
		this.pair.brokerLoop().run(() -> first.close(Duration.ZERO));
		await().ignoreExceptions().until(() -> {
			RouterSocket second = this.pair.openRouter(LIMITS, this.atRouter, first.endpoints().get(0));
			return second.endpoints().equals(first.endpoints());
		});
	}

	@Test
	void engineEndsTwiceAndWithSocketsLeftOpen() throws Exception {
		RouterSocket router = router();
		DealerSocket dealer = dealer(router, "a");
		this.pair.send(dealer, TransportPair.message("x"));
		this.atRouter.next();
		assertThat(this.pair.peerEngine().close(Duration.ofSeconds(20))).isTrue();
		assertThat(this.pair.peerEngine().close(Duration.ofSeconds(20))).isTrue();
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("a"));
		assertThat(this.atDealer.closed()).isEmpty();
		assertThat(this.pair.send(dealer, TransportPair.message("x"))).isEqualTo(SendResult.GONE);
	}

	private RouterSocket router() throws Exception {
		return this.pair.openRouter(LIMITS, this.atRouter);
	}

	private DealerSocket dealer(RouterSocket router, String identity) throws Exception {
		return this.pair.openDealer(router.endpoints().get(0), identity, LIMITS, this.atDealer);
	}

	private int sendNumbers(DealerSocket dealer, int from, int end) throws Exception {
		return this.pair.peerLoop().call(() -> {
			int next = from;
			while (next < end && next < from + 500
					&& dealer.send(TransportPair.message("n", String.valueOf(next))) == SendResult.ACCEPTED) {
				next++;
			}
			return next - from;
		});
	}

	private static int sendUntilFull(java.util.concurrent.Callable<SendResult> send) throws Exception {
		int accepted = 0;
		while (accepted < 50 * LIMITS.maxQueuedMessages()) {
			SendResult result = send.call();
			if (result == SendResult.FULL) {
				return accepted;
			}
			assertThat(result).isEqualTo(SendResult.ACCEPTED);
			accepted++;
		}
		throw new AssertionError("Never full, after " + accepted + " messages");
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
