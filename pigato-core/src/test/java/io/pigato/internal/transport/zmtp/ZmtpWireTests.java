package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.RecordingRouter;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a peer with a plain socket sees of our own engine, and what becomes of it at each
 * limit.
 */
class ZmtpWireTests {

	private static final Duration LONG = Duration.ofMinutes(5);

	private final TransportPair pair = new TransportPair(ZmtpEngine::new);

	private final RecordingRouter atRouter = new RecordingRouter();

	@AfterEach
	void close() {
		this.pair.close();
	}

	@Test
	void routerGreetsInTwoPartsAndAnswersReadyWithItsTypeAndNoIdentity() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG)))) {
			byte[] own = Greeting.own();
			assertThat(peer.read(10)).isEqualTo(java.util.Arrays.copyOf(own, 10));
			peer.raw((byte) 0xff);
			assertThat(peer.read(54)).isEqualTo(java.util.Arrays.copyOfRange(own, 10, 64));
			peer.raw(java.util.Arrays.copyOfRange(RawPeer.greeting(), 1, 64));
			peer.command(RawPeer.ready("DEALER", ascii("p")));
			assertThat(peer.readFrame()).isEqualTo(RawPeer.ready("ROUTER", new byte[0]));
		}
	}

	@Test
	void handshakeMayComeByteByByte() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG)))) {
			for (byte value : RawPeer.greeting()) {
				peer.raw(value);
			}
			byte[] ready = RawPeer.ready("DEALER", ascii("slow"));
			peer.raw((byte) RawPeer.COMMAND, (byte) ready.length);
			for (byte value : ready) {
				peer.raw(value);
			}
			peer.message(ascii("hello"));
			assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("slow"));
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 5", "9, 0", "10, 0", "10, 1", "10, 2" })
	void peersOfOlderVersionsAreClosedAtOnce(int at, int value) throws Exception {
		byte[] greeting = java.util.Arrays.copyOf(RawPeer.greeting(), at + 1);
		greeting[at] = (byte) value;
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG)))) {
			peer.raw(greeting);
			peer.awaitEnd();
		}
		awaitDrop(TransportDrop.PROTOCOL_ERROR);
		assertThat(this.atRouter.gone()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "PUB", "SUB", "PULL", "REP", "dealer", "" })
	void peerOfATypeThatDoesNotFitHearsWhy(String type) throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).greet()) {
			peer.command(RawPeer.ready(type, ascii("p")));
			assertError(peer, "socket type");
		}
		awaitDrop(TransportDrop.PROTOCOL_ERROR);
	}

	@Test
	void smallMessagesThatWaitForTheConnectionCountAsWhatTheyTake() throws Exception {
		DealerOptions options = new DealerOptions(Endpoint.parse(open(limits(LONG, LONG, LONG))), Frame.of("early"), 1,
				new TransportLimits(1000, 3, 100_000, 100_000));
		int count = this.pair.peerLoop().call(() -> {
			DealerSocket dealer = this.pair.peerEngine().openDealer(options, new RecordingDealer());
			int sent = 0;
			while (dealer.send(TransportPair.message("x")) == SendResult.ACCEPTED) {
				sent++;
			}
			return sent;
		});
		assertThat(count).as("of at least 100 bytes each").isBetween(100, 1000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DEALER", "REQ", "ROUTER" })
	void typesThatFitAreTaken(String type) throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).handshake(type, ascii("p"))) {
			peer.message(ascii("x"));
			assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("p"));
		}
	}

	@Test
	void identityThatBeginsWith0OrIsTooLongIsRefusedWithAReason() throws Exception {
		String endpoint = open(limits(LONG, LONG, LONG));
		for (byte[] identity : new byte[][] { { 0, 'a' }, { 0 }, new byte[256] }) {
			try (RawPeer peer = RawPeer.connect(endpoint).greet()) {
				peer.command(RawPeer.ready("DEALER", identity));
				assertError(peer, "identity");
			}
		}
		assertThat(this.atRouter.gone()).isEmpty();
	}

	@Test
	void peersWithoutAnIdentityAreGivenOneEach() throws Exception {
		String endpoint = open(limits(LONG, LONG, LONG));
		try (RawPeer first = RawPeer.connect(endpoint).handshake("DEALER", null);
				RawPeer second = RawPeer.connect(endpoint).handshake("DEALER", new byte[0])) {
			first.message(ascii("1"));
			Frame one = this.atRouter.next().peer();
			second.message(ascii("2"));
			Frame two = this.atRouter.next().peer();
			assertThat(one).isNotEqualTo(two);
			assertThat(one.array()).startsWith(0).hasSize(9);
			this.pair.send(this.router, two, TransportPair.message("for 2"));
			assertThat(second.readFrame()).isEqualTo(ascii("for 2"));
		}
		this.atRouter.nextGone();
		this.atRouter.nextGone();
	}

	@Test
	void pingIsAnsweredAtAnyVersionAlsoWithinAMessageAndOtherCommandsPassedOver() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).handshake("DEALER", ascii("p"))) {
			peer.raw(frame(RawPeer.MORE, "begin"));
			peer.command(ascii("\4PING\0\0context"));
			assertThat(peer.readFrame()).isEqualTo(ascii("\4PONGcontext"));
			peer.command(ascii("\4PONGx"));
			peer.command(ascii("\7UNKNOWNdata"));
			peer.command(ascii("\5ERROR\1x"));
			peer.raw(frame(0, "end"));
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("begin", "end"));
		}
	}

	@Test
	void peerThatIsSilentForLongerThanItsPingAllowedIsGone() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).handshake("DEALER", ascii("p"))) {
			peer.command(ascii("\4PING\0\1"));
			peer.awaitEnd();
		}
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("p"));
		awaitDrop(TransportDrop.PEER_SILENT);
	}

	@Test
	void peerThatDoesNotSayWhoItIsIsClosed() throws Exception {
		String endpoint = open(limits(LONG, Duration.ofMillis(200), LONG));
		try (RawPeer mute = RawPeer.connect(endpoint);
				RawPeer greeted = RawPeer.connect(endpoint).greet();
				RawPeer up = RawPeer.connect(endpoint).handshake("DEALER", ascii("up"))) {
			mute.awaitEnd();
			greeted.awaitEnd();
			up.message(ascii("still there"));
			this.atRouter.next();
		}
		assertThat(this.atRouter.drops()).containsExactly(TransportDrop.HANDSHAKE_TIMEOUT,
				TransportDrop.HANDSHAKE_TIMEOUT);
	}

	@Test
	void handshakeOfMoreThanAKibibyteIsClosed() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).greet()) {
			peer.raw(RawPeer.header(RawPeer.COMMAND, 1025));
			peer.awaitEnd();
		}
		awaitDrop(TransportDrop.PROTOCOL_ERROR);
	}

	@Test
	void messageBeforeTheHandshakeIsOverIsAnError() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG))).greet()) {
			peer.message(ascii("too early"));
			peer.awaitEnd();
		}
		awaitDrop(TransportDrop.PROTOCOL_ERROR);
		assertThat(this.atRouter.waiting()).isEmpty();
	}

	@Test
	void whatIsPipelinedBehindReadyIsHeard() throws Exception {
		try (RawPeer peer = RawPeer.connect(open(limits(LONG, LONG, LONG)))) {
			byte[] ready = RawPeer.ready("DEALER", ascii("p"));
			java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
			bytes.writeBytes(RawPeer.greeting());
			bytes.writeBytes(RawPeer.header(RawPeer.COMMAND, ready.length));
			bytes.writeBytes(ready);
			for (int i = 0; i < 1000; i++) {
				bytes.writeBytes(frame(0, "message-" + i));
			}
			peer.raw(bytes.toByteArray());
			for (int i = 0; i < 1000; i++) {
				assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("message-" + i));
			}
		}
	}

	@Test
	void moreConnectionsThanAllowedAreClosedAndCounted() throws Exception {
		ConnectionLimits two = new ConnectionLimits(2, 1, 1024, LONG, LONG, LONG, 1, 1);
		String endpoint = open(new TransportLimits(1000, 8, 10, 1000, two));
		try (RawPeer first = RawPeer.connect(endpoint).handshake("DEALER", ascii("1"));
				RawPeer second = RawPeer.connect(endpoint).handshake("DEALER", ascii("2"));
				RawPeer third = RawPeer.connect(endpoint)) {
			third.awaitEnd();
			awaitDrop(TransportDrop.TOO_MANY_CONNECTIONS);
			first.reset();
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("1"));
			try (RawPeer fourth = RawPeer.connect(endpoint).handshake("DEALER", ascii("4"))) {
				fourth.message(ascii("x"));
				assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("4"));
			}
			second.message(ascii("x"));
			assertThat(this.atRouter.next().peer()).isEqualTo(Frame.of("2"));
		}
	}

	@Test
	void peerThatTakesNothingIsFullThenClosedAndGone() throws Exception {
		ConnectionLimits small = new ConnectionLimits(10, 10, 1024, LONG, Duration.ofMillis(300), LONG, 1, 1);
		String endpoint = open(new TransportLimits(1_000_000, 8, 1_000_000, 100_000, small));
		try (RawPeer lazy = RawPeer.connect(endpoint).handshake("DEALER", ascii("lazy"))) {
			Message block = Message.of(Frame.of(new byte[16_000]));
			SendResult result = SendResult.ACCEPTED;
			for (int i = 0; i < 10_000 && result == SendResult.ACCEPTED; i++) {
				result = this.pair.send(this.router, Frame.of("lazy"), block);
			}
			assertThat(result).isEqualTo(SendResult.FULL);
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("lazy"));
			assertThat(this.pair.send(this.router, Frame.of("lazy"), block)).isEqualTo(SendResult.GONE);
			awaitDrop(TransportDrop.PEER_TOO_SLOW);
		}
	}

	@Test
	void peerThatAsksForSignsOfLifeAndReadsNoneIsClosed() throws Exception {
		ConnectionLimits small = new ConnectionLimits(10, 10, 1024, LONG, Duration.ofMillis(300), LONG, 1, 1);
		String endpoint = open(new TransportLimits(1000, 8, 1_000_000, 1_000_000, small));
		byte[] ping = new byte[] { RawPeer.COMMAND, 7, 4, 'P', 'I', 'N', 'G', 0, 0 };
		ByteBuffer pings = ByteBuffer.allocate(10_000 * ping.length);
		while (pings.hasRemaining()) {
			pings.put(ping);
		}
		try (RawPeer deaf = RawPeer.connectNarrow(endpoint).handshake("DEALER", ascii("deaf"))) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
				for (int i = 0; i < 1000; i++) {
					deaf.raw(pings.array());
				}
			});
		}
		assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("deaf"));
		awaitDrop(TransportDrop.PEER_TOO_SLOW);
	}

	@Test
	void peerThatCatchesUpStays() throws Exception {
		ConnectionLimits small = new ConnectionLimits(10, 10, 1024, LONG, Duration.ofSeconds(2), LONG, 1, 1);
		String endpoint = open(new TransportLimits(1_000_000, 8, 1_000_000, 100_000, small));
		try (RawPeer late = RawPeer.connect(endpoint).handshake("DEALER", ascii("late"))) {
			Message block = Message.of(Frame.of(new byte[16_000]));
			int sent = 0;
			while (this.pair.send(this.router, Frame.of("late"), block) == SendResult.ACCEPTED) {
				sent++;
			}
			for (int i = 0; i < sent; i++) {
				assertThat(late.readFrame()).hasSize(16_000);
			}
			await().during(Duration.ofMillis(2200)).until(() -> this.atRouter.gone().isEmpty());
			assertThat(this.pair.send(this.router, Frame.of("late"), block)).isEqualTo(SendResult.ACCEPTED);
			assertThat(late.readFrame()).hasSize(16_000);
		}
	}

	@Test
	void identityGoesToANewcomerOnceItsHolderIsSilentAndTheHolderIsGoneFirst() throws Exception {
		String endpoint = open(limits(LONG, LONG, Duration.ofMillis(100)));
		try (RawPeer holder = RawPeer.connect(endpoint).handshake("DEALER", ascii("same"))) {
			holder.message(ascii("old"));
			this.atRouter.next();
			RecordingDealer told = new RecordingDealer();
			await().until(() -> {
				RecordingDealer attempt = new RecordingDealer();
				DealerSocket newcomer = this.pair.openDealer(endpoint, "same", TransportPair.LIMITS, attempt);
				this.pair.send(newcomer, TransportPair.message("new"));
				await().until(() -> attempt.connected() == 1 || !attempt.closed().isEmpty());
				return attempt.connected() == 1;
			});
			holder.awaitEnd();
			assertThat(this.atRouter.nextGone()).isEqualTo(Frame.of("same"));
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("new"));
			assertThat(told.closed()).isEmpty();
			awaitDrop(TransportDrop.PEER_SILENT);
			assertThat(this.pair.send(this.router, Frame.of("same"), TransportPair.message("x")))
				.isEqualTo(SendResult.ACCEPTED);
		}
	}

	@Test
	void newcomerWithATakenIdentityHearsNoReady() throws Exception {
		String endpoint = open(limits(LONG, LONG, LONG));
		try (RawPeer holder = RawPeer.connect(endpoint).handshake("DEALER", ascii("same"))) {
			RecordingDealer refused = new RecordingDealer();
			this.pair.openDealer(endpoint, "same", TransportPair.LIMITS, refused);
			assertThat(refused.nextClosed()).contains("closed by the peer");
			assertThat(refused.connected()).isZero();
			awaitDrop(TransportDrop.IDENTITY_TAKEN);
			holder.message(ascii("mine"));
			assertThat(this.atRouter.next().message()).isEqualTo(TransportPair.message("mine"));
		}
	}

	@Test
	void dealerSendsNothingBeforeItsPeerIsReadyAndTellsWhyItWasRefused() throws Exception {
		try (ServerSocket broker = new ServerSocket(0)) {
			RecordingDealer told = new RecordingDealer();
			DealerSocket dealer = this.pair.openDealer("tcp://127.0.0.1:" + broker.getLocalPort(), "me",
					TransportPair.LIMITS, told);
			this.pair.send(dealer, TransportPair.message("early"));
			try (Socket accepted = broker.accept(); RawPeer raw = RawPeer.over(accepted)) {
				raw.greet();
				assertThat(raw.readFrame()).isEqualTo(RawPeer.ready("DEALER", ascii("me")));
				accepted.setSoTimeout(300);
				org.assertj.core.api.Assertions.assertThatExceptionOfType(java.net.SocketTimeoutException.class)
					.isThrownBy(raw::readFrame);
				accepted.setSoTimeout(20_000);
				raw.command(ascii("\5ERROR\4nope"));
				assertThat(told.nextClosed()).contains("refused us: nope");
			}
			assertThat(told.connected()).isZero();
		}
	}

	@Test
	void dealerRefusesAPeerThatIsNoRouter() throws Exception {
		try (ServerSocket broker = new ServerSocket(0)) {
			RecordingDealer told = new RecordingDealer();
			this.pair.openDealer("tcp://127.0.0.1:" + broker.getLocalPort(), "me", TransportPair.LIMITS, told);
			try (Socket accepted = broker.accept(); RawPeer raw = RawPeer.over(accepted)) {
				raw.greet();
				raw.command(RawPeer.ready("PUB", null));
				assertThat(told.nextClosed()).contains("socket type");
			}
		}
	}

	@Test
	void dealerGivesUpAPeerThatSaysNothing() throws Exception {
		try (ServerSocket mute = new ServerSocket(0)) {
			RecordingDealer told = new RecordingDealer();
			this.pair.openDealer("tcp://127.0.0.1:" + mute.getLocalPort(), "me", TransportPair.LIMITS, told);
			assertThat(told.nextClosed()).contains("in time");
		}
	}

	private RouterSocket router;

	private String open(TransportLimits limits) throws Exception {
		this.router = this.pair.openRouter(limits, this.atRouter);
		return this.router.endpoints().get(0);
	}

	private void awaitDrop(TransportDrop reason) {
		await().untilAsserted(() -> assertThat(this.atRouter.drops()).contains(reason));
	}

	private static void assertError(RawPeer peer, String reason) throws IOException {
		String error = new String(peer.readFrame(), StandardCharsets.US_ASCII);
		assertThat(error).startsWith("\5ERROR").contains(reason);
		assertThat(error.charAt(6)).isEqualTo((char) (error.length() - 7));
		peer.awaitEnd();
	}

	private static TransportLimits limits(Duration fullGrace, Duration handshake, Duration identityHold) {
		return new TransportLimits(1_000_000, 8, 1000, 10_000_000,
				new ConnectionLimits(100, 100, 1024, handshake, fullGrace, identityHold, 10, 1000));
	}

	private static byte[] frame(int flags, String content) {
		byte[] bytes = ascii("xx" + content);
		bytes[0] = (byte) flags;
		bytes[1] = (byte) content.length();
		return bytes;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
