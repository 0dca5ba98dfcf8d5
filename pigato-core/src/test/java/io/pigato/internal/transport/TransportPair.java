package io.pigato.internal.transport;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/** Two loops with an engine each, one for a broker and one for its peers. */
public final class TransportPair implements AutoCloseable {

	/** Small enough to be reached in a test. */
	public static final TransportLimits LIMITS = new TransportLimits(9 * 1024 * 1024, 8, 1000);

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

	private final TestLoop brokerLoop = TestLoop.start("broker");

	private final TestLoop peerLoop = TestLoop.start("peers");

	private final TransportEngine broker;

	private final TransportEngine peers;

	/**
	 * Starts both.
	 * @param engines makes an engine for a loop
	 */
	public TransportPair(Function<EventLoop, TransportEngine> engines) {
		this.broker = engines.apply(this.brokerLoop.loop());
		this.peers = engines.apply(this.peerLoop.loop());
	}

	/**
	 * The broker's loop.
	 * @return the loop
	 */
	public TestLoop brokerLoop() {
		return this.brokerLoop;
	}

	/**
	 * The peers' loop.
	 * @return the loop
	 */
	public TestLoop peerLoop() {
		return this.peerLoop;
	}

	/**
	 * The broker's engine.
	 * @return the engine
	 */
	public TransportEngine brokerEngine() {
		return this.broker;
	}

	/**
	 * The peers' engine.
	 * @return the engine
	 */
	public TransportEngine peerEngine() {
		return this.peers;
	}

	/**
	 * Opens a router on a free port of the loopback.
	 * @param limits of its connections
	 * @param handler is told what arrives
	 * @return the router
	 * @throws Exception if that fails
	 */
	public RouterSocket openRouter(TransportLimits limits, RouterSocket.Handler handler) throws Exception {
		return openRouter(limits, handler, "tcp://127.0.0.1:0");
	}

	/**
	 * Opens a router.
	 * @param limits of its connections
	 * @param handler is told what arrives
	 * @param binds its endpoints
	 * @return the router
	 * @throws Exception if that fails
	 */
	public RouterSocket openRouter(TransportLimits limits, RouterSocket.Handler handler, String... binds)
			throws Exception {
		List<Endpoint> endpoints = List.of(binds).stream().map(Endpoint::parse).toList();
		return this.brokerLoop.call(() -> this.broker.openRouter(new RouterOptions(endpoints, limits), handler));
	}

	/**
	 * Opens a dealer.
	 * @param endpoint where to
	 * @param identity what it announces
	 * @param limits of its connection
	 * @param handler is told what arrives
	 * @return the dealer
	 * @throws Exception if that fails
	 */
	public DealerSocket openDealer(String endpoint, String identity, TransportLimits limits,
			DealerSocket.Handler handler) throws Exception {
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), Frame.of(identity), 1, limits);
		return this.peerLoop.call(() -> this.peers.openDealer(options, handler));
	}

	/**
	 * Opens a dealer that announces anything, as clients and workers do: if its engine
	 * tries again, then under another name.
	 * @param endpoint where to
	 * @param handler is told what arrives
	 * @return the dealer
	 * @throws Exception if that fails
	 */
	public DealerSocket openDealer(String endpoint, DealerSocket.Handler handler) throws Exception {
		Supplier<Frame> identities = () -> Frame.of("peer-" + UUID.randomUUID());
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), identities.get(), 1, LIMITS, identities);
		return this.peerLoop.call(() -> this.peers.openDealer(options, handler));
	}

	/**
	 * Sends to a peer.
	 * @param router from where
	 * @param peer to whom
	 * @param message what
	 * @return what became of it
	 * @throws Exception if that fails
	 */
	public SendResult send(RouterSocket router, Frame peer, Message message) throws Exception {
		return this.brokerLoop.call(() -> router.send(peer, message));
	}

	/**
	 * Sends to the broker.
	 * @param dealer from where
	 * @param message what
	 * @return what became of it
	 * @throws Exception if that fails
	 */
	public SendResult send(DealerSocket dealer, Message message) throws Exception {
		return this.peerLoop.call(() -> dealer.send(message));
	}

	/**
	 * A message of texts.
	 * @param frames one text a frame
	 * @return the message
	 */
	public static Message message(String... frames) {
		return Message.of(List.of(frames).stream().map(Frame::of).toArray(Frame[]::new));
	}

	@Override
	public void close() {
		this.peerLoop.close();
		this.brokerLoop.close();
		this.peers.close(CLOSE_LIMIT);
		this.broker.close(CLOSE_LIMIT);
	}

}
