package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.PigatoBindException;
import io.pigato.TcpOptions;
import io.pigato.internal.transport.BindFailure;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.HostResolver;

/** Binds all of a socket's endpoints, or none. */
final class Binder {

	private static final int BACKLOG = 1024;

	private static final int RESOLVE_SECONDS = 5;

	private final HostResolver resolver;

	private final TcpOptions tcp;

	private final List<ServerSocketChannel> bound = new ArrayList<>();

	Binder(HostResolver resolver, TcpOptions tcp) {
		this.resolver = resolver;
		this.tcp = tcp;
	}

	/**
	 * Binds the endpoints one after the other. Names are resolved meanwhile, for which
	 * the caller waits.
	 * @param endpoints what to bind
	 * @return a listening channel for each
	 * @throws PigatoBindException if one cannot be bound; the others are free again then
	 */
	List<ServerSocketChannel> bindAll(List<Endpoint> endpoints) {
		try {
			for (Endpoint endpoint : endpoints) {
				bind(endpoint, new InetSocketAddress(resolve(endpoint), endpoint.port()));
			}
			return this.bound;
		}
		catch (PigatoBindException ex) {
			this.bound.forEach(Binder::close);
			throw ex;
		}
	}

	/**
	 * What a channel is bound to.
	 * @param channel bound
	 * @return for example {@code tcp://127.0.0.1:5555}
	 */
	static String endpointOf(ServerSocketChannel channel) {
		try {
			InetSocketAddress address = (InetSocketAddress) channel.getLocalAddress();
			InetAddress ip = address.getAddress();
			String host = (ip instanceof Inet6Address) ? "[" + ip.getHostAddress() + "]" : ip.getHostAddress();
			return "tcp://" + host + ":" + address.getPort();
		}
		catch (IOException ex) {
			throw new IllegalStateException("A channel that was just bound is closed", ex);
		}
	}

	/**
	 * Closes a channel, whatever state it is in.
	 * @param channel which
	 */
	static void close(ServerSocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			throw new IllegalStateException("A listening channel could not be closed", ex);
		}
	}

	private void bind(Endpoint endpoint, InetSocketAddress address) {
		boolean four = address.getAddress() instanceof Inet4Address;
		ServerSocketChannel channel = null;
		try {
			channel = ServerSocketChannel.open(four ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
			ChannelOptions.apply(channel, this.tcp);
			channel.bind(address, BACKLOG);
			this.bound.add(channel);
		}
		catch (IOException | UnsupportedOperationException ex) {
			if (channel != null) {
				close(channel);
			}
			throw new PigatoBindException(endpoint.toString(), BindFailure.explain(address, ex), ex);
		}
	}

	private InetAddress resolve(Endpoint endpoint) {
		String host = endpoint.host().equals("*") ? "0.0.0.0" : endpoint.host();
		try {
			return this.resolver.resolve(host).get(RESOLVE_SECONDS, TimeUnit.SECONDS).get(0);
		}
		catch (ExecutionException ex) {
			throw new PigatoBindException(endpoint.toString(), "unknown host " + host, ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new PigatoBindException(endpoint.toString(),
					"the host " + host + " could not be resolved within " + RESOLVE_SECONDS + " s", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new PigatoBindException(endpoint.toString(), "interrupted while resolving " + host, ex);
		}
	}

}
