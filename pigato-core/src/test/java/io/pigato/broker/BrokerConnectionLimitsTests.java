package io.pigato.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.pigato.ConnectionLimits;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a plain socket at each limit that a broker's builder sets for its
 * connections, and what the broker's listener hears of it.
 */
class BrokerConnectionLimitsTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private final List<Refused> refused = new CopyOnWriteArrayList<>();

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final PigatoLoop loop = PigatoLoop.start("connection-limits-tests");

	private PigatoBroker broker = PigatoBroker.builder().build();

	@AfterEach
	void close() {
		this.broker.close();
		this.loop.close();
	}

	@Test
	void oneConnectionTooManyIsClosedAndTheOthersStay() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT.withMaxConnections(2));
		try (RawPeer one = RawPeer.connect(endpoint).handshake("DEALER", ascii("one"));
				RawPeer two = RawPeer.connect(endpoint);
				RawPeer three = RawPeer.connect(endpoint)) {
			three.awaitEnd();
			assertRefused(RefusalReason.TOO_MANY_CONNECTIONS, "2 connections");
			two.close();
			assertAsks(one);
			await().ignoreExceptions().until(() -> {
				try (RawPeer next = RawPeer.connect(endpoint).handshake("DEALER", ascii("next"))) {
					assertAsks(next);
					return true;
				}
			});
		}
	}

	@Test
	void peerThatDoesNotSayInTimeWhoItIsIsClosed() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT.withHandshakeTime(SHORT));
		try (RawPeer ready = RawPeer.connect(endpoint).handshake("DEALER", ascii("ready"));
				RawPeer mute = RawPeer.connect(endpoint);
				RawPeer half = RawPeer.connect(endpoint).greet()) {
			mute.awaitEnd();
			half.awaitEnd();
			assertRefused(RefusalReason.HANDSHAKE_TIMEOUT, "in time");
			assertAsks(ready);
		}
	}

	@Test
	void peerThatSaysMoreOfItselfThanAllowedIsClosed() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT.withMaxHandshakeBytes(512));
		try (RawPeer brief = RawPeer.connect(endpoint).greet(); RawPeer verbose = RawPeer.connect(endpoint).greet()) {
			brief.command(ready(512));
			assertThat(brief.readFrame()).isNotEmpty();
			verbose.command(ready(513));
			verbose.awaitEnd();
			assertRefused(RefusalReason.PROTOCOL_ERROR, "512 bytes");
			assertAsks(brief);
		}
	}

	@Test
	void peerOfAnOlderVersionIsClosed() throws Exception {
		try (RawPeer old = RawPeer.connect(start(ConnectionLimits.DEFAULT))) {
			byte[] greeting = RawPeer.greeting();
			greeting[10] = 1;
			old.raw(Arrays.copyOf(greeting, 11));
			old.awaitEnd();
			assertRefused(RefusalReason.PROTOCOL_ERROR, "ZMTP 2 or older");
		}
	}

	@Test
	void identityStaysWithItsHolderForAsLongAsItIsHeld() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT);
		try (RawPeer holder = RawPeer.connect(endpoint).handshake("DEALER", ascii("same"));
				RawPeer second = RawPeer.connect(endpoint).greet()) {
			second.command(RawPeer.ready("DEALER", ascii("same")));
			second.awaitEnd();
			assertRefused(RefusalReason.IDENTITY_TAKEN, "in use");
			assertAsks(holder);
		}
	}

	@Test
	void identityGoesToTheSecondWhenNothingIsHeardOfTheFirst() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT.withIdentityHold(Duration.ofMillis(1)));
		try (RawPeer first = RawPeer.connect(endpoint).handshake("DEALER", ascii("same"))) {
			await().ignoreExceptions().until(() -> {
				try (RawPeer second = RawPeer.connect(endpoint).handshake("DEALER", ascii("same"))) {
					assertAsks(second);
					return true;
				}
			});
			first.awaitEnd();
			assertRefused(RefusalReason.PEER_SILENT, "taken its identity over");
			assertThat(this.refused).anyMatch((each) -> each.detail().endsWith("[same]"));
		}
	}

	@Test
	void peerThatIsSilentForLongerThanItHasPromisedIsClosed() throws Exception {
		try (RawPeer peer = RawPeer.connect(start(ConnectionLimits.DEFAULT)).handshake("DEALER", ascii("mute"))) {
			peer.command(new byte[] { 4, 'P', 'I', 'N', 'G', 0, 2 });
			peer.awaitEnd();
			assertRefused(RefusalReason.PEER_SILENT, "promised");
		}
	}

	@Test
	void workerThatTakesNothingIsClosedAfterAGraceAndLost() throws Exception {
		String endpoint = start(ConnectionLimits.DEFAULT.withUnsentGrace(SHORT));
		try (RawPeer worker = RawPeer.connectNarrow(endpoint).handshake("DEALER", ascii("slow"))) {
			worker.message(ascii("W"), ascii("1"), ascii("echo"));
			worker.message(ascii("W"), ascii("4"), ascii(""), ascii("{\"concurrency\":-1}"));
			await().until(() -> this.events.contains("registered"));
			WirePeer client = WirePeer.client(this.loop, endpoint);
			String data = "\"" + "x".repeat(300_000) + "\"";
			for (int i = 0; i < 90; i++) {
				client.send("C", "2", "echo", "r" + i, data, "{}");
			}
			assertRefused(RefusalReason.PEER_TOO_SLOW, "[slow]");
			await().until(() -> this.events.contains("lost"));
			worker.awaitEnd();
		}
	}

	@Test
	void peerThatBeginsATooLargeFrameIsClosed() throws Exception {
		try (RawPeer peer = RawPeer.connect(start(ConnectionLimits.DEFAULT)).handshake("DEALER", ascii("large"))) {
			peer.raw(RawPeer.header(0, 1_000_001));
			peer.awaitEnd();
			assertRefused(RefusalReason.FRAME_TOO_LARGE, "1000000 are the limit");
		}
	}

	@Test
	void subscriberWithTooManySubscriptionsIsClosed() throws Exception {
		start(ConnectionLimits.DEFAULT.withMaxSubscriptions(2));
		try (RawPeer peer = RawPeer.connect(this.broker.internalChannel().orElseThrow()).handshake("SUB", null)) {
			for (String topic : List.of("$", "$d", "$", "$di")) {
				peer.message(ascii("\1" + topic));
			}
			peer.awaitEnd();
			assertRefused(RefusalReason.TOO_MANY_SUBSCRIPTIONS, "subscriptions");
		}
	}

	@Test
	void whatIsToldOfAPeerIsOnePrintableLineHoweverItCallsItself() throws Exception {
		byte[] identity = new byte[255];
		Arrays.fill(identity, (byte) 0x1b);
		try (RawPeer peer = RawPeer.connect(start(ConnectionLimits.DEFAULT)).handshake("DEALER", identity)) {
			peer.raw((byte) 0xff);
			peer.awaitEnd();
			assertRefused(RefusalReason.PROTOCOL_ERROR, "flags 255");
		}
	}

	@Test
	void logHasOneLineAMinuteForEachReason() throws Exception {
		Logger logger = (Logger) LoggerFactory.getLogger(TransportReports.class);
		ListAppender<ILoggingEvent> log = new ListAppender<>();
		log.start();
		logger.addAppender(log);
		try {
			String endpoint = start(ConnectionLimits.DEFAULT);
			for (int i = 0; i < 5; i++) {
				try (RawPeer hostile = RawPeer.connect(endpoint)) {
					hostile.raw((byte) 7);
					hostile.awaitEnd();
				}
			}
			await().until(() -> this.refused.size() == 5);
			assertThat(List.copyOf(log.list)).filteredOn((event) -> event.getLevel() == Level.WARN)
				.singleElement()
				.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("PROTOCOL_ERROR", "127.0.0.1"));
		}
		finally {
			logger.detachAppender(log);
		}
	}

	@Test
	void jeroMqKnowsNoneOfTheseLimits() throws Exception {
		ConnectionLimits tight = ConnectionLimits.DEFAULT.withMaxConnections(1).withHandshakeTime(Duration.ofMillis(1));
		String endpoint = start(Transport.JEROMQ, tight);
		try (RawPeer one = RawPeer.connect(endpoint).handshake("DEALER", ascii("one"));
				RawPeer two = RawPeer.connect(endpoint).handshake("DEALER", ascii("two"))) {
			assertAsks(one);
			assertAsks(two);
			assertThat(this.refused).isEmpty();
		}
	}

	private String start(ConnectionLimits limits) {
		return start(Transport.ZMTP, limits);
	}

	private String start(Transport transport, ConnectionLimits limits) {
		this.broker = PigatoBroker.builder()
			.transport(transport)
			.bind("tcp://127.0.0.1:0", "inproc://connection-limits-" + UUID.randomUUID())
			.limits(BrokerLimits.DEFAULT.withMaxMessageBytes(1_000_000).withMaxUnsentBytes(1_000_000))
			.connectionLimits(limits)
			.internalChannel("tcp://127.0.0.1:0")
			.shutdownGrace(Duration.ZERO)
			.listener(new Listener())
			.build();
		this.broker.start();
		return this.broker.endpoints().get(0);
	}

	private void assertRefused(RefusalReason reason, String detail) {
		await().untilAsserted(() -> assertThat(this.refused).isNotEmpty());
		assertThat(this.refused).allSatisfy((each) -> {
			assertThat(each.reason()).isEqualTo(reason);
			assertThat(each.detail()).startsWith("127.0.0.1:").matches("[ -~]{1,200}");
		}).anySatisfy((each) -> assertThat(each.detail()).contains(detail));
		assertThat(this.events).containsAnyOf("dropped TRANSPORT", "dropped MESSAGE_TOO_LARGE");
	}

	/** The broker answers it, so its connection is whole. */
	private static void assertAsks(RawPeer peer) throws IOException {
		peer.message(ascii("C"), ascii("2"), ascii("$dir"), ascii("r"), ascii("\"x\""), ascii("{}"));
		assertThat(peer.readFrame()).isEqualTo(ascii("C"));
		for (int i = 0; i < 6; i++) {
			peer.readFrame();
		}
	}

	private static byte[] ready(int bytes) {
		byte[] ready = RawPeer.ready("DEALER", ascii("talks"));
		byte[] body = Arrays.copyOf(ready, bytes);
		byte[] more = RawPeer.property("X", new byte[bytes - ready.length - 6]);
		System.arraycopy(more, 0, body, ready.length, more.length);
		return body;
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private record Refused(RefusalReason reason, String detail) {
	}

	private final class Listener implements BrokerListener {

		@Override
		public void connectionRefused(RefusalReason reason, String detail) {
			BrokerConnectionLimitsTests.this.refused.add(new Refused(reason, detail));
		}

		@Override
		public void dropped(DropReason reason) {
			BrokerConnectionLimitsTests.this.events.add("dropped " + reason);
		}

		@Override
		public void workerRegistered(String service, String workerId) {
			BrokerConnectionLimitsTests.this.events.add("registered");
		}

		@Override
		public void workerLost(String service, String workerId, int inFlight) {
			BrokerConnectionLimitsTests.this.events.add("lost");
		}

	}

}
