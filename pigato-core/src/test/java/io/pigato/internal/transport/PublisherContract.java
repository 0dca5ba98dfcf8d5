package io.pigato.internal.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What every engine's publisher does, seen by subscribers that speak ZMTP by hand. */
public abstract class PublisherContract {

	private static final Frame TOPIC = Frame.of("$dir ");

	private static final Frame NEWS = Frame.of("$dir {}");

	private static final int FLOOD = 20_000;

	private static final int MANY = 1000;

	private final AtomicInteger subscribed = new AtomicInteger();

	private final List<TransportDrop> drops = new CopyOnWriteArrayList<>();

	private final TestLoop loop = TestLoop.start("publisher");

	private final TransportEngine engine = newEngine(this.loop.loop());

	/**
	 * The engine to be tested.
	 * @param owner its loop
	 * @return a new engine
	 */
	protected abstract TransportEngine newEngine(EventLoop owner);

	@AfterEach
	void close() {
		this.loop.close();
		this.engine.close(Duration.ofSeconds(20));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "$", "$dir", "$dir " })
	void subscriberOfTheTopicOrOfItsBeginningIsTold(String topic) throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		try (RawPeer subscriber = subscriber(publisher, topic)) {
			awaitSubscribed(1);
			publish(publisher, NEWS);
			assertThat(subscriber.readFrame()).isEqualTo(NEWS.array());
			assertThat(this.drops).isEmpty();
		}
	}

	@Test
	void everySubscriberIsReportedEvenOfATopicThatAnotherOneHas() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		try (RawPeer one = subscriber(publisher, "$dir"); RawPeer two = subscriber(publisher, "$dir")) {
			awaitSubscribed(2);
			publish(publisher, NEWS);
			assertThat(one.readFrame()).isEqualTo(NEWS.array());
			assertThat(two.readFrame()).isEqualTo(NEWS.array());
		}
	}

	@Test
	void subscriberOfSomethingElseOrOfNothingAnyMoreIsNotTold() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		try (RawPeer subscriber = subscriber(publisher, "other"); RawPeer former = subscriber(publisher, "$dir")) {
			awaitSubscribed(1);
			await().until(() -> this.drops.contains(TransportDrop.NO_SUBSCRIPTION));
			publish(publisher, NEWS);
			assertThat(former.readFrame()).isEqualTo(NEWS.array());
			former.message(topic(0, "$dir"));
			former.message(topic(1, "$d"));
			subscriber.message(topic(1, "$"));
			awaitSubscribed(3);
			publish(publisher, TOPIC);
			assertThat(subscriber.readFrame()).as("not what came before its subscription").isEqualTo(TOPIC.array());
			assertThat(former.readFrame()).as("once, for one subscription").isEqualTo(TOPIC.array());
		}
	}

	@Test
	void whatSubscribersSendIsNotKept() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		try (RawPeer healthy = subscriber(publisher, "$dir"); RawPeer flood = subscriber(publisher, "$dir")) {
			awaitSubscribed(2);
			byte[] deep = topic(1, "x".repeat(400));
			for (int i = 0; i < FLOOD; i++) {
				deep[1] = (byte) i;
				deep[2] = (byte) (i >> 8);
				flood.message(deep);
				flood.message(new byte[] { 7, (byte) i });
			}
			await().until(() -> this.drops.size() >= 2 * FLOOD);
			publish(publisher, NEWS);
			assertThat(healthy.readFrame()).isEqualTo(NEWS.array());
			assertThat(flood.readFrame()).isEqualTo(NEWS.array());
			assertThat(this.drops).containsOnly(TransportDrop.NO_SUBSCRIPTION);
		}
	}

	@Test
	void topicThatIsTooDeepHarmsNobodyElse() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		try (RawPeer healthy = subscriber(publisher, "$dir"); RawPeer deep = subscriber(publisher, "$dir")) {
			awaitSubscribed(2);
			deep.message(topic(1, "$dir " + "x".repeat(100_000)));
			RawPeer huge = RawPeer.connect(publisher.endpoint()).handshake("SUB", null);
			huge.raw(RawPeer.header(0, Long.MAX_VALUE));
			huge.raw(RawPeer.header(0, -1));
			publish(publisher, NEWS);
			assertThat(healthy.readFrame()).isEqualTo(NEWS.array());
			huge.close();
		}
	}

	@Test
	void subscriberThatDoesNotReadMissesPublicationsAndHoldsNobodyUp() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		Frame large = Frame.of("$dir " + "x".repeat(64 * 1024));
		try (RawPeer slow = subscriber(publisher, "$dir"); RawPeer healthy = subscriber(publisher, "$dir")) {
			awaitSubscribed(2);
			for (int i = 0; i < MANY; i++) {
				publish(publisher, large);
				assertThat(healthy.readFrame()).hasSize(large.length());
			}
			assertThat(slow.readFrame()).as("what was there first").hasSize(large.length());
		}
	}

	@Test
	void takenEndpointIsNamed() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
			assertThatExceptionOfType(PigatoBindException.class).isThrownBy(() -> open(endpoint))
				.withMessageContaining(endpoint);
		}
	}

	@Test
	void endpointIsFreeAfterTheEnd() throws Exception {
		PublisherSocket publisher = open("tcp://127.0.0.1:0");
		String endpoint = publisher.endpoint();
		try (RawPeer subscriber = subscriber(publisher, "$dir")) {
			awaitSubscribed(1);
			this.loop.run(() -> publisher.close(Duration.ofSeconds(1)));
			subscriber.awaitEnd();
		}
		await().ignoreExceptions().until(() -> open(endpoint).endpoint().equals(endpoint));
		publish(publisher, NEWS);
	}

	private PublisherSocket open(String endpoint) throws Exception {
		return this.loop.call(() -> this.engine.openPublisher(new PublisherOptions(Endpoint.parse(endpoint), TOPIC, 8),
				new Recorder()));
	}

	private void publish(PublisherSocket publisher, Frame publication) throws Exception {
		this.loop.run(() -> publisher.publish(publication));
	}

	private void awaitSubscribed(int count) {
		await().until(() -> this.subscribed.get() >= count);
		assertThat(this.subscribed).hasValue(count);
	}

	private static RawPeer subscriber(PublisherSocket publisher, String topic) throws IOException {
		RawPeer peer = RawPeer.connect(publisher.endpoint()).handshake("SUB", null);
		peer.message(topic(1, topic));
		return peer;
	}

	private static byte[] topic(int kind, String topic) {
		byte[] text = topic.getBytes(StandardCharsets.UTF_8);
		byte[] message = Arrays.copyOf(new byte[] { (byte) kind }, text.length + 1);
		System.arraycopy(text, 0, message, 1, text.length);
		return message;
	}

	private final class Recorder implements PublisherSocket.Handler {

		@Override
		public void onSubscribed() {
			PublisherContract.this.subscribed.incrementAndGet();
		}

		@Override
		public void onDropped(TransportDrop reason) {
			PublisherContract.this.drops.add(reason);
		}

		@Override
		public void onFailed(Throwable cause) {
			throw new AssertionError(cause);
		}

	}

}
