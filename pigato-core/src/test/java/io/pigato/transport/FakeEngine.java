package io.pigato.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportEngine;

/** An engine whose peers are the test: port 0 becomes 4000, 4001 …; port 13 is taken. */
final class FakeEngine implements TransportEngine {

	final List<FakeRouter> routers = new ArrayList<>();

	final List<FakePublisher> publishers = new ArrayList<>();

	final List<FakeDealer> dealers = new ArrayList<>();

	final List<Duration> closes = new ArrayList<>();

	RuntimeException closeFailure;

	@Override
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler) {
		FakeRouter router = new FakeRouter(options, handler);
		for (Endpoint bind : options.binds()) {
			if (bind.port() == 13) {
				throw new PigatoBindException(bind.toString(), "address in use", null);
			}
		}
		this.routers.add(router);
		return router;
	}

	@Override
	public DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler) {
		FakeDealer dealer = new FakeDealer(options, handler);
		this.dealers.add(dealer);
		return dealer;
	}

	@Override
	public PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler) {
		FakePublisher publisher = new FakePublisher(options, handler);
		this.publishers.add(publisher);
		return publisher;
	}

	@Override
	public boolean close(Duration limit) {
		this.closes.add(limit);
		if (this.closeFailure != null) {
			throw this.closeFailure;
		}
		return true;
	}

	/** Notes what is sent and how often it is closed. */
	static final class FakeRouter implements RouterSocket {

		final RouterOptions options;

		final RouterSocket.Handler handler;

		final List<String> sent = new ArrayList<>();

		final List<Frame> disconnected = new ArrayList<>();

		final List<Duration> closes = new ArrayList<>();

		private final List<String> endpoints;

		FakeRouter(RouterOptions options, RouterSocket.Handler handler) {
			this.options = options;
			this.handler = handler;
			this.endpoints = new ArrayList<>();
			for (Endpoint bind : options.binds()) {
				int port = (bind.port() == 0) ? 4000 + this.endpoints.size() : bind.port();
				this.endpoints.add("tcp://" + bind.host() + ":" + port);
			}
		}

		void receive(String peer, String text) {
			this.handler.onMessage(Frame.of(peer), Message.of(Frame.of(text)));
		}

		@Override
		public SendResult send(Frame peer, Message message) {
			this.sent.add(peer + ": " + message);
			return SendResult.ACCEPTED;
		}

		@Override
		public void disconnect(Frame peer) {
			this.disconnected.add(peer);
		}

		@Override
		public List<String> endpoints() {
			return this.endpoints;
		}

		@Override
		public void close(Duration linger) {
			this.closes.add(linger);
		}

	}

	/** Notes what is published and how often it is closed. */
	record FakePublisher(PublisherOptions options, PublisherSocket.Handler handler, List<Frame> published,
			List<Duration> closes) implements PublisherSocket {

		FakePublisher(PublisherOptions options, PublisherSocket.Handler handler) {
			this(options, handler, new ArrayList<>(), new ArrayList<>());
		}

		@Override
		public void publish(Frame publication) {
			this.published.add(publication);
		}

		@Override
		public String endpoint() {
			return this.options.bind().toString();
		}

		@Override
		public void close(Duration linger) {
			this.closes.add(linger);
		}

	}

	/** Notes what is sent and how often it is closed. */
	static final class FakeDealer implements DealerSocket {

		final DealerOptions options;

		final DealerSocket.Handler handler;

		final List<Message> sent = new ArrayList<>();

		final List<Duration> closes = new ArrayList<>();

		FakeDealer(DealerOptions options, DealerSocket.Handler handler) {
			this.options = options;
			this.handler = handler;
		}

		@Override
		public SendResult send(Message message) {
			this.sent.add(message);
			return SendResult.FULL;
		}

		@Override
		public void close(Duration linger) {
			this.closes.add(linger);
		}

	}

}
