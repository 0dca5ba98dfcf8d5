package io.pigato.internal.transport.inprocess;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

import io.pigato.PigatoBindException;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.FailureLog;
import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.PublisherSocket;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.TransportEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the ends of connections within this JVM. Names are those of the whole JVM; the
 * two ends may be on different loops, with an engine each, or on one. Has no thread of
 * its own.
 */
public final class InProcessEngine implements TransportEngine {

	private static final Logger logger = LoggerFactory.getLogger(InProcessEngine.class);

	private final EventLoop loop;

	private final InProcessRegistry registry;

	private final FailureLog failures;

	/**
	 * An engine for the sockets of one loop.
	 * @param loop where they live
	 */
	public InProcessEngine(EventLoop loop) {
		this(loop, InProcessRegistry.SHARED);
	}

	InProcessEngine(EventLoop loop, InProcessRegistry registry) {
		this.loop = loop;
		this.registry = registry;
		this.failures = new FailureLog(logger, loop::nanos);
	}

	/** There is nothing to publish to within this JVM. */
	@Override
	public PublisherSocket openPublisher(PublisherOptions options, PublisherSocket.Handler handler) {
		throw new PigatoBindException(options.bind().toString(), "publishers are bound to tcp endpoints only", null);
	}

	@Override
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler) {
		return openRouter(options, handler, (identity) -> true);
	}

	/**
	 * Opens the broker's end where others share its name space of identities.
	 * @param options names and limits
	 * @param handler is told what arrives
	 * @param admission asked for each identity that no peer of this socket has; one that
	 * it refuses counts as taken, one that it admits stays with this socket until
	 * {@link RouterSocket.Handler#onGone}
	 * @return the bound socket
	 * @throws PigatoBindException if one of the names is taken; none stays bound then
	 */
	public RouterSocket openRouter(RouterOptions options, RouterSocket.Handler handler, Predicate<Frame> admission) {
		InProcessRouter router = new InProcessRouter(this, options, handler, admission);
		for (Endpoint bind : options.binds()) {
			if (!this.registry.bind(nameOf(bind), router)) {
				router.close(Duration.ZERO);
				throw new PigatoBindException(bind.toString(), "the name is taken in this JVM", null);
			}
		}
		return router;
	}

	@Override
	public DealerSocket openDealer(DealerOptions options, DealerSocket.Handler handler) {
		InProcessRouter router = this.registry.find(nameOf(options.endpoint()));
		InProcessLink link = (router == null) ? InProcessLink.between(options, this.loop, this.loop, options.limits())
				: InProcessLink.between(options, this.loop, router.loop(), router.limits());
		InProcessDealer dealer = new InProcessDealer(link, options.limits(), handler, this.failures);
		link.toDealer().read(dealer);
		if (router == null || !connect(router, link)) {
			link.endByRouter("Cannot connect: no broker is bound to " + link.endpoint() + " in this JVM");
		}
		return dealer;
	}

	/**
	 * Frees the names that are still bound; whoever is connected to them learns of the
	 * end when it sends.
	 */
	@Override
	public boolean close(Duration limit) {
		this.registry.unbind((router) -> router.loop() == this.loop);
		return true;
	}

	EventLoop loop() {
		return this.loop;
	}

	InProcessRegistry registry() {
		return this.registry;
	}

	FailureLog failures() {
		return this.failures;
	}

	private static boolean connect(InProcessRouter router, InProcessLink link) {
		try {
			router.loop().execute(() -> router.accept(link));
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private static String nameOf(Endpoint endpoint) {
		if (endpoint.scheme() != Endpoint.Scheme.IN_PROCESS) {
			throw new IllegalArgumentException(endpoint + " is not an endpoint within this JVM");
		}
		return endpoint.host();
	}

}
