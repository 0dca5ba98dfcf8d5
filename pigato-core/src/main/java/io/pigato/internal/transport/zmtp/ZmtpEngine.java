package io.pigato.internal.transport.zmtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.pigato.PigatoClosedException;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.HostResolver;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportLimits;

/**
 * The engine for {@code tcp://} endpoints that speaks ZMTP 3 itself, on the loop's thread
 * and without any of its own but those that resolve host names.
 */
public final class ZmtpEngine implements TransportEngine {

	private final LoopIo io;

	private final HostResolver resolver;

	private final EngineEnd end;

	private final Set<OpenSocket> sockets = new LinkedHashSet<>();

	private boolean closed;

	/**
	 * An engine without sockets yet.
	 * @param loop on which they live
	 */
	public ZmtpEngine(EventLoop loop) {
		this(loop, InetAddress::getAllByName);
	}

	ZmtpEngine(EventLoop loop, HostResolver.Lookup lookup) {
		this.io = new LoopIo(loop);
		this.resolver = HostResolver.create(lookup);
		this.end = new EngineEnd(this.io, this::closeSockets);
	}

	@Override
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler) {
		requireOpen();
		ZmtpRouter router = new ZmtpRouter(this, options, handler);
		router.bind();
		this.sockets.add(router);
		return router;
	}

	@Override
	public DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler) {
		requireOpen();
		ZmtpDealer dealer = new ZmtpDealer(this, options, handler);
		this.sockets.add(dealer);
		dealer.open();
		return dealer;
	}

	@Override
	public PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler) {
		TransportLimits limits = new TransportLimits(options.connections().maxSubscriptionBytes() + 1,
				TransportLimits.DEFAULT.maxFrames(), options.maxQueued(), TransportLimits.DEFAULT.maxQueuedBytes(),
				options.connections());
		return openPublisher(new RouterOptions(List.of(options.bind()), limits), options::matches, handler);
	}

	/**
	 * Opens a publisher of any topics.
	 * @param options where and how
	 * @param topics which subscriptions are kept
	 * @param handler is told what happens
	 * @return the bound publisher
	 */
	ZmtpPublisher openPublisher(RouterOptions options, Predicate<Frame> topics, PublisherSocket.Handler handler) {
		requireOpen();
		ZmtpPublisher publisher = new ZmtpPublisher(this, options, topics, handler);
		publisher.bind();
		this.sockets.add(publisher);
		return publisher;
	}

	/**
	 * Opens a subscriber's end; the outcome is reported later.
	 * @param options where and how
	 * @param handler is told what arrives
	 * @return the subscriber, without subscriptions
	 */
	ZmtpSubscriber openSubscriber(DealerOptions options, DealerSocket.Handler handler) {
		requireOpen();
		ZmtpSubscriber subscriber = new ZmtpSubscriber(this, options, handler);
		this.sockets.add(subscriber);
		subscriber.open();
		return subscriber;
	}

	/**
	 * Closes what is open at once, and gives what was closed before the rest of its
	 * linger, on the loop if that still turns, else on the thread of the caller.
	 */
	@Override
	public boolean close(Duration limit) {
		this.resolver.close();
		return this.end.close(limit);
	}

	LoopIo io() {
		return this.io;
	}

	HostResolver resolver() {
		return this.resolver;
	}

	void forget(OpenSocket socket) {
		this.sockets.remove(socket);
	}

	private void closeSockets() {
		this.closed = true;
		List.copyOf(this.sockets).forEach(OpenSocket::closeNow);
	}

	private void requireOpen() {
		if (this.closed) {
			throw new PigatoClosedException("The transport is closed");
		}
	}

}
