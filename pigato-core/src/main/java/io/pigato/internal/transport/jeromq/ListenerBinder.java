package io.pigato.internal.transport.jeromq;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.PigatoBindException;
import io.pigato.internal.transport.Endpoint;
import zmq.SocketBase;
import zmq.ZMQ;

/** Binds a socket to all of its endpoints, or to none. */
final class ListenerBinder {

	private static final Duration RESOLVE_LIMIT = Duration.ofSeconds(5);

	private static final Duration UNBIND_LIMIT = Duration.ofSeconds(2);

	private final SocketBase base;

	private final ListenerEvents events;

	private final HostResolver resolver;

	private final List<String> bound = new ArrayList<>();

	ListenerBinder(SocketBase base, ListenerEvents events, HostResolver resolver) {
		this.base = base;
		this.events = events;
		this.resolver = resolver;
	}

	/**
	 * Binds the endpoints one after the other.
	 * @param endpoints what to bind
	 * @return the endpoints as bound, with real ports
	 * @throws PigatoBindException if one cannot be bound; the others are free again then
	 */
	List<String> bindAll(List<Endpoint> endpoints) {
		try {
			endpoints.forEach(this::bind);
			return List.copyOf(this.bound);
		}
		catch (PigatoBindException ex) {
			unbindAll();
			throw ex;
		}
	}

	private void bind(Endpoint endpoint) {
		InetSocketAddress address = new InetSocketAddress(resolve(endpoint), endpoint.port());
		this.base.setSocketOpt(ZMQ.ZMQ_IPV6, address.getAddress() instanceof Inet6Address);
		Throwable cause = null;
		try {
			if (LoopSocket.uninterrupted(this.base, () -> this.base.bind(Addresses.endpoint(address)))) {
				this.bound.add((String) this.base.getSocketOptx(ZMQ.ZMQ_LAST_ENDPOINT));
				return;
			}
		}
		catch (RuntimeException ex) {
			cause = ex;
		}
		throw new PigatoBindException(endpoint.toString(), BindFailure.explain(address, cause), cause);
	}

	private InetAddress resolve(Endpoint endpoint) {
		String host = endpoint.host().equals("*") ? "0.0.0.0" : endpoint.host();
		try {
			return this.resolver.resolve(host).get(RESOLVE_LIMIT.toMillis(), TimeUnit.MILLISECONDS).get(0);
		}
		catch (ExecutionException ex) {
			throw new PigatoBindException(endpoint.toString(), "unknown host " + host, ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new PigatoBindException(endpoint.toString(),
					"the host " + host + " could not be resolved within " + RESOLVE_LIMIT.toSeconds() + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PigatoBindException(endpoint.toString(), "interrupted while resolving " + host, ex);
		}
	}

	private void unbindAll() {
		this.events.forgetClosedListeners();
		this.bound.forEach((endpoint) -> LoopSocket.uninterrupted(this.base, () -> this.base.termEndpoint(endpoint)));
		this.events.awaitClosedListeners(this.bound.size(), UNBIND_LIMIT);
	}

}
