package io.pigato.internal.transport.jeromq;

import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoException;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * The engine for {@code tcp://} endpoints on the library JeroMQ: one context with one I/O
 * thread a loop, made when the first socket is opened. If its I/O thread dies, every
 * socket is told and the next one gets a new context.
 */
public final class JeroMqEngine implements TransportEngine {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqEngine.class);

	private final EventLoop loop;

	private final HostResolver resolver;

	private final EngineCloser closer;

	private final Set<OpenSocket> sockets = new LinkedHashSet<>();

	private @Nullable JeroMqContext context;

	private boolean closed;

	/**
	 * An engine without threads of its own yet.
	 * @param loop on which its sockets live
	 */
	public JeroMqEngine(EventLoop loop) {
		this(loop, InetAddress::getAllByName);
	}

	JeroMqEngine(EventLoop loop, HostResolver.Lookup lookup) {
		this.loop = loop;
		this.resolver = HostResolver.create(lookup);
		this.closer = new EngineCloser(loop, this::closeSockets);
	}

	@Override
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler) {
		JeroMqRouter router = JeroMqRouter.create(this, newSocket(ZMQ.ZMQ_ROUTER), options, handler);
		this.sockets.add(router);
		router.bind(options, this.resolver);
		return router;
	}

	@Override
	public PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler) {
		JeroMqPublisher publisher = JeroMqPublisher.create(this, newSocket(ZMQ.ZMQ_XPUB), options, handler);
		this.sockets.add(publisher);
		publisher.bind(this.resolver);
		return publisher;
	}

	@Override
	public DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler) {
		requireOpen();
		JeroMqDealer dealer = new JeroMqDealer(this, options, handler);
		this.sockets.add(dealer);
		dealer.open();
		return dealer;
	}

	@Override
	public boolean close(Duration limit) {
		this.resolver.close();
		return this.closer.close(limit);
	}

	EventLoop loop() {
		return this.loop;
	}

	HostResolver resolver() {
		return this.resolver;
	}

	SocketBase newDealer() {
		return newSocket(ZMQ.ZMQ_DEALER);
	}

	void forget(OpenSocket socket) {
		this.sockets.remove(socket);
	}

	/**
	 * Has something run on the loop; does nothing if that has ended.
	 * @param command what to run
	 */
	void post(Runnable command) {
		try {
			this.loop.execute(command);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The loop has ended", ex);
		}
	}

	private SocketBase newSocket(int type) {
		requireOpen();
		JeroMqContext current = this.context;
		if (current != null && !current.isAlive()) {
			onDeath(current, new IllegalStateException("A thread of JeroMQ's has ended"));
		}
		if (this.context == null) {
			this.context = newContext();
		}
		try {
			return this.context.createSocket(type);
		}
		catch (RuntimeException ex) {
			throw new PigatoException("JeroMQ cannot open a socket: " + ex, ex);
		}
	}

	private JeroMqContext newContext() {
		return JeroMqContext.create(Thread.currentThread().getName() + "-jeromq",
				(dying, cause) -> post(() -> onDeath(dying, cause)));
	}

	private void onDeath(JeroMqContext dead, Throwable cause) {
		if (this.context == dead) {
			this.context = null;
			List.copyOf(this.sockets).forEach((socket) -> socket.fail(cause));
			dead.abandon();
		}
	}

	/**
	 * Closes what is still open, on the loop or after its end.
	 * @return the context that is left to be ended, or {@code null} if there is none
	 */
	private @Nullable JeroMqContext closeSockets() {
		this.closed = true;
		List.copyOf(this.sockets).forEach(OpenSocket::closeNow);
		JeroMqContext left = this.context;
		if (left != null && !left.isAlive()) {
			left.abandon();
			left = null;
		}
		this.context = null;
		return left;
	}

	private void requireOpen() {
		if (this.closed) {
			throw new PigatoClosedException("The transport is closed");
		}
	}

}
