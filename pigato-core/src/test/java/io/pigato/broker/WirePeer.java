package io.pigato.broker;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** A peer of a broker that says and hears frames, and knows no protocol. */
final class WirePeer {

	private static final long LIMIT_SECONDS = 20;

	private static final List<String> BROKER_HEARTBEAT = List.of("W", "4");

	private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();

	private final PigatoLoop loop;

	private final DealerSocket socket;

	WirePeer(PigatoLoop loop, String endpoint, Frame identity) {
		this.loop = loop;
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), identity, 1, TransportLimits.DEFAULT);
		this.socket = CompletableFuture
			.supplyAsync(() -> loop.engine(Transport.ZMTP).openDealer(options, new Inbox()), loop.eventLoop())
			.join();
	}

	/** A worker with its acknowledgement taken. */
	static WirePeer worker(PigatoLoop loop, String endpoint, String service) {
		WirePeer worker = new WirePeer(loop, endpoint, Frame.of("worker-" + System.nanoTime()));
		worker.send("W", "1", service);
		assertThat(worker.receive()).startsWith("W", "1");
		worker.send("W", "4", "", "{\"concurrency\":10}");
		assertThat(texts(worker.receiveMessage())).containsExactly("W", "4");
		return worker;
	}

	/** A client with the echo of its heartbeat taken. */
	static WirePeer client(PigatoLoop loop, String endpoint) {
		WirePeer client = new WirePeer(loop, endpoint, Frame.of("client-" + System.nanoTime()));
		client.send("C", "4");
		assertThat(client.receive()).startsWith("C", "4");
		return client;
	}

	void send(String... frames) {
		send(Message.of(Arrays.stream(frames).map(Frame::of).toArray(Frame[]::new)));
	}

	void send(Message message) {
		this.loop.eventLoop().execute(() -> this.socket.send(message));
	}

	/** The next message that is no heartbeat of a broker to its worker, as texts. */
	List<String> receive() {
		List<String> frames = texts(receiveMessage());
		return frames.equals(BROKER_HEARTBEAT) ? receive() : frames;
	}

	private static List<String> texts(Message message) {
		return IntStream.range(0, message.size()).mapToObj((i) -> message.frame(i).text()).toList();
	}

	Message receiveMessage() {
		try {
			Message message = this.received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
			assertThat(message).as("a message").isNotNull();
			return message;
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** How many messages have come that were not received. */
	int waiting() {
		return this.received.size();
	}

	void close() {
		this.loop.eventLoop().execute(() -> this.socket.close(Duration.ZERO));
	}

	private final class Inbox implements DealerSocket.Handler {

		@Override
		public void onMessage(Message message) {
			WirePeer.this.received.add(message);
		}

		@Override
		public void onClosed(String reason) {
			// what is missing shows in the test
		}

	}

}
