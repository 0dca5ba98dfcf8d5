package io.pigato.internal.transport.zmtp;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.pigato.ConnectionLimits;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RawPeer;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Our publisher and subscriber, with each other, with JeroMQ's and with a plain socket.
 */
class ZmtpPublisherTests {

	private static final TransportLimits LIMITS = new TransportLimits(100_000, 8, 100, 100_000, new ConnectionLimits(
			100, 100, 1024, Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(20), 3, 20));

	private final TransportPair pair = new TransportPair(ZmtpEngine::new);

	private final List<TransportDrop> drops = new CopyOnWriteArrayList<>();

	private final RecordingDealer atSubscriber = new RecordingDealer();

	private ZmtpPublisher publisher;

	private String endpoint = "";

	@BeforeEach
	void open() throws Exception {
		RouterOptions options = new RouterOptions(List.of(Endpoint.parse("tcp://127.0.0.1:0")), LIMITS);
		this.publisher = this.pair.brokerLoop()
			.call(() -> ((ZmtpEngine) this.pair.brokerEngine()).openPublisher(options, (topic) -> true,
					new Recorder()));
		this.endpoint = this.publisher.endpoint();
	}

	@AfterEach
	void close() {
		this.pair.close();
	}

	@Test
	void subscribersHearWhatBeginsWithTheirTopics() throws Exception {
		ZmtpSubscriber subscriber = subscriber(this.endpoint);
		this.pair.peerLoop().run(() -> {
			subscriber.subscribe(Frame.of("a"));
			subscriber.subscribe(Frame.of("bb"));
		});
		awaitSubscriptions(2);
		publish("b", "not wanted");
		publish("bb", "1");
		publish("abc", "2");
		publish("", "not wanted");
		assertThat(this.atSubscriber.next()).isEqualTo(TransportPair.message("bb", "1"));
		assertThat(this.atSubscriber.next()).isEqualTo(TransportPair.message("abc", "2"));
		this.pair.peerLoop().run(() -> subscriber.unsubscribe(Frame.of("a")));
		awaitSubscriptions(1);
		publish("a", "not wanted any more");
		publish("bb", "3");
		assertThat(this.atSubscriber.next()).isEqualTo(TransportPair.message("bb", "3"));
		this.pair.peerLoop().run(subscriber::closeNow);
		awaitSubscriptions(0);
		assertThat(this.atSubscriber.closed()).isEmpty();
	}

	@Test
	void subscriberOfJeroMqIsServed() {
		try (ZContext context = new ZContext()) {
			ZMQ.Socket socket = context.createSocket(SocketType.SUB);
			socket.setHandshakeIvl(1000);
			socket.setReceiveTimeOut(20_000);
			socket.subscribe("a");
			socket.subscribe("b");
			socket.connect(this.endpoint);
			awaitSubscriptions(2, socket);
			publish("ab", "1");
			assertThat(socket.recvStr()).isEqualTo("ab");
			assertThat(socket.recvStr()).isEqualTo("1");
			socket.unsubscribe("a");
			awaitSubscriptions(1, socket);
		}
		awaitSubscriptions(0);
	}

	@Test
	void publisherOfJeroMqIsHeard() throws Exception {
		try (ZContext context = new ZContext()) {
			ZMQ.Socket socket = context.createSocket(SocketType.XPUB);
			socket.setReceiveTimeOut(20_000);
			int port = socket.bindToRandomPort("tcp://127.0.0.1");
			ZmtpSubscriber subscriber = subscriber("tcp://127.0.0.1:" + port);
			this.pair.peerLoop().run(() -> subscriber.subscribe(Frame.of("topic")));
			assertThat(socket.recv()).isEqualTo("\1topic".getBytes(StandardCharsets.US_ASCII));
			socket.sendMore("topic-1");
			socket.send("text");
			assertThat(this.atSubscriber.next()).isEqualTo(TransportPair.message("topic-1", "text"));
			this.pair.peerLoop().run(() -> subscriber.unsubscribe(Frame.of("topic")));
			assertThat(socket.recv()).isEqualTo("\0topic".getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(this.atSubscriber.nextClosed()).contains("ended");
	}

	@Test
	void eitherFormOfSubscriptionIsTakenAndAllElsePassedOver() throws Exception {
		try (RawPeer peer = RawPeer.connect(this.endpoint).handshake("SUB", null)) {
			peer.message(ascii("\1x"));
			peer.command(ascii("\11SUBSCRIBEy"));
			peer.message(ascii("noise"), ascii("\1z"));
			peer.message(new byte[0]);
			peer.message(ascii("\0never"));
			awaitSubscriptions(2);
			peer.command(ascii("\6CANCELx"));
			peer.message(ascii("\0y"));
			peer.message(ascii("\1end"));
			await().until(() -> subscribed("end") && !subscribed("x") && !subscribed("y"));
			awaitSubscriptions(1);
		}
		assertThat(this.drops).containsOnly(TransportDrop.NO_SUBSCRIPTION).hasSize(2);
	}

	@Test
	void subscriptionsAreCountedAsOftenAsTheyAreMade() throws Exception {
		Subscriptions subscriptions = new Subscriptions(LIMITS.connections());
		subscriptions.change(Frame.of("a"), true);
		subscriptions.change(Frame.of("a"), true);
		subscriptions.change(Frame.of("a"), false);
		assertThat(subscriptions.match(Frame.of("ab"))).isTrue();
		subscriptions.change(Frame.of("a"), false);
		subscriptions.change(Frame.of("a"), false);
		assertThat(subscriptions.match(Frame.of("ab"))).isFalse();
		assertThat(subscriptions.size()).isZero();
		subscriptions.change(Frame.EMPTY, true);
		assertThat(subscriptions.match(Frame.EMPTY)).isTrue();
	}

	@Test
	void subscriberWithTooManySubscriptionsIsClosed() throws Exception {
		for (String[] topics : new String[][] { { "1", "2", "3", "4" }, { "1234567890", "x1234567890" } }) {
			try (RawPeer peer = RawPeer.connect(this.endpoint).handshake("SUB", null)) {
				for (String topic : topics) {
					peer.message(ascii("\1" + topic));
				}
				peer.awaitEnd();
			}
			awaitSubscriptions(0);
		}
		assertThat(this.drops).containsOnly(TransportDrop.TOO_MANY_SUBSCRIPTIONS).hasSize(2);
	}

	@Test
	void slowSubscriberMissesMessagesAndIsClosedInTheEnd() throws Exception {
		ZmtpSubscriber subscriber = subscriber(this.endpoint);
		this.pair.peerLoop().run(() -> subscriber.subscribe(Frame.of("a")));
		try (RawPeer slow = RawPeer.connect(this.endpoint).handshake("SUB", null)) {
			slow.message(ascii("\1"));
			awaitSubscriptions(2);
			Message block = Message.of(Frame.of("b"), Frame.of(new byte[50_000]));
			await().until(() -> {
				for (int i = 0; i < 100; i++) {
					publish(block);
				}
				return this.drops.contains(TransportDrop.PEER_TOO_SLOW);
			});
			publish("a", "for those who keep up");
			assertThat(this.atSubscriber.next()).isEqualTo(TransportPair.message("a", "for those who keep up"));
			awaitSubscriptions(1);
		}
	}

	@Test
	void subscriberSaysWhatItWantsInTheFormOfItsPeersVersion() throws Exception {
		assertThat(saidToAPublisher((byte) 0)).isEqualTo(ascii("\1t"));
		assertThat(saidToAPublisher((byte) 1)).isEqualTo(ascii("\11SUBSCRIBEt"));
	}

	private byte[] saidToAPublisher(byte minor) throws Exception {
		try (ServerSocket server = new ServerSocket(0)) {
			ZmtpSubscriber subscriber = subscriber("tcp://127.0.0.1:" + server.getLocalPort());
			this.pair.peerLoop().run(() -> subscriber.subscribe(Frame.of("t")));
			try (Socket accepted = server.accept(); RawPeer raw = RawPeer.over(accepted)) {
				byte[] greeting = RawPeer.greeting();
				greeting[11] = minor;
				raw.raw(greeting);
				raw.read(64);
				assertThat(Arrays.copyOf(raw.readFrame(), 6)).isEqualTo(ascii("\5READY"));
				raw.command(RawPeer.ready("PUB", null));
				return raw.readFrame();
			}
		}
	}

	private ZmtpSubscriber subscriber(String to) throws Exception {
		DealerOptions options = new DealerOptions(Endpoint.parse(to), Frame.of("subscriber"), 1, LIMITS);
		return this.pair.peerLoop()
			.call(() -> ((ZmtpEngine) this.pair.peerEngine()).openSubscriber(options, this.atSubscriber));
	}

	private void publish(String... frames) {
		publish(TransportPair.message(frames));
	}

	private void publish(Message message) {
		this.pair.brokerLoop().loop().execute(() -> this.publisher.publish(message));
	}

	private boolean subscribed(String topic) throws Exception {
		return this.pair.brokerLoop().call(() -> this.publisher.subscribedTo(Frame.of(topic)));
	}

	private void awaitSubscriptions(int count) {
		await().until(() -> this.pair.brokerLoop().call(() -> this.publisher.subscriptions()) == count);
	}

	/**
	 * A socket of JeroMQ's subscribes again after a reconnect only when its user asks it
	 * for something.
	 */
	private void awaitSubscriptions(int count, ZMQ.Socket subscriber) {
		await().pollInSameThread().until(() -> {
			subscriber.getEvents();
			return this.pair.brokerLoop().call(() -> this.publisher.subscriptions()) == count;
		});
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private final class Recorder implements PublisherSocket.Handler {

		@Override
		public void onSubscribed() {
		}

		@Override
		public void onDropped(TransportDrop reason) {
			ZmtpPublisherTests.this.drops.add(reason);
		}

		@Override
		public void onFailed(Throwable cause) {
			throw new AssertionError(cause);
		}

	}

}
