package io.pigato.transport;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.pigato.PigatoClosedException;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.inprocess.InProcessEngine;
import org.jspecify.annotations.Nullable;

/**
 * One engine for all endpoints: {@code inproc://} goes to the in-process engine,
 * {@code tcp://} to the chosen one, which is made when first needed. A broker bound to
 * both kinds has one name space of identities. Owners of sockets that the loop leaves
 * open are told at its end.
 */
final class SelectingEngine implements TransportEngine {

	private final EventLoop loop;

	private final InProcessEngine inProcess;

	private final Function<EventLoop, TransportEngine> tcpFactory;

	private final OpenSockets open;

	private @Nullable TransportEngine tcp;

	private boolean closed;

	private SelectingEngine(EventLoop loop, Function<EventLoop, TransportEngine> tcpFactory) {
		this.loop = loop;
		this.inProcess = new InProcessEngine(loop);
		this.tcpFactory = tcpFactory;
		this.open = new OpenSockets(loop);
	}

	static SelectingEngine create(EventLoop loop, Function<EventLoop, TransportEngine> tcpFactory) {
		SelectingEngine engine = new SelectingEngine(loop, tcpFactory);
		loop.addEndListener(engine.open);
		return engine;
	}

	@Override
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler) {
		Set<Endpoint.Scheme> schemes = options.binds()
			.stream()
			.map(Endpoint::scheme)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Endpoint.Scheme.class)));
		RouterSocket router = (schemes.size() > 1) ? CompositeRouter.open(this.inProcess, tcp(), options, handler)
				: engineFor(options.binds().get(0)).openRouter(options, handler);
		return TrackedRouter.track(router, handler, this.open);
	}

	@Override
	public PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler) {
		return TrackedPublisher.track(engineFor(options.bind()).openPublisher(options, handler), handler, this.open);
	}

	@Override
	public DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler) {
		return TrackedDealer.open(engineFor(options.endpoint()), options, handler, this.open);
	}

	@Override
	public boolean close(Duration limit) {
		TransportEngine madeTcp = end();
		boolean inProcessEnded = this.inProcess.close(limit);
		return (madeTcp == null || madeTcp.close(limit)) && inProcessEnded;
	}

	/** How many sockets are open. */
	int openSockets() {
		return this.open.size();
	}

	private TransportEngine engineFor(Endpoint endpoint) {
		return switch (endpoint.scheme()) {
			case TCP -> tcp();
			case IN_PROCESS -> this.inProcess;
		};
	}

	private synchronized TransportEngine tcp() {
		if (this.closed) {
			throw new PigatoClosedException("The loop and its transport are closed");
		}
		TransportEngine engine = this.tcp;
		if (engine == null) {
			engine = this.tcpFactory.apply(this.loop);
			this.tcp = engine;
		}
		return engine;
	}

	private synchronized @Nullable TransportEngine end() {
		this.closed = true;
		return this.tcp;
	}

}
