package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.pigato.PigatoBindException;
import io.pigato.PigatoException;
import io.pigato.TcpOptions;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.HostResolver;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;

/** The connections of a socket that is bound: lets them in, knows all, closes all. */
final class Acceptor {

	private final LoopIo io;

	private final SocketType type;

	private final TransportLimits limits;

	private final TcpOptions tcp;

	private final ConnectionOwner owner;

	private final Admission admission;

	private final List<Listener> listeners = new ArrayList<>();

	private final Map<Connection, InetAddress> connections = new LinkedHashMap<>();

	private boolean open = true;

	Acceptor(LoopIo io, SocketType type, RouterOptions options, ConnectionOwner owner) {
		this.io = io;
		this.type = type;
		this.limits = options.limits();
		this.tcp = options.tcp();
		this.owner = owner;
		this.admission = new Admission(options.limits().connections());
	}

	/**
	 * Binds all endpoints and begins to take connections.
	 * @param endpoints where
	 * @param resolver finds addresses
	 * @return the endpoints as bound
	 * @throws PigatoBindException if one cannot be bound; none is then
	 */
	List<String> bind(List<Endpoint> endpoints, HostResolver resolver) {
		List<ServerSocketChannel> channels = new Binder(resolver, this.tcp).bindAll(endpoints);
		try {
			for (ServerSocketChannel channel : channels) {
				Listener listener = new Listener(this.io, channel, this::accepted);
				this.listeners.add(listener);
				listener.open();
			}
			return channels.stream().map(Binder::endpointOf).toList();
		}
		catch (ClosedChannelException ex) {
			channels.forEach(Binder::close);
			throw new PigatoException("The socket was closed while it was bound", ex);
		}
	}

	/**
	 * A connection is over.
	 * @param connection which
	 */
	void released(Connection connection) {
		InetAddress address = this.connections.remove(connection);
		if (address != null) {
			this.admission.leaves(address);
		}
	}

	/**
	 * Frees the endpoints and closes all connections.
	 * @param linger how long what was accepted may take to leave
	 */
	void close(Duration linger) {
		this.open = false;
		this.listeners.forEach(Listener::close);
		long nanos = LoopIo.nanos(linger);
		List.copyOf(this.connections.keySet()).forEach((connection) -> connection.close(nanos));
	}

	/** How many connections there are, whatever their state. */
	int count() {
		return this.admission.all();
	}

	private void accepted(SocketChannel channel) {
		try {
			InetSocketAddress peer = (InetSocketAddress) channel.getRemoteAddress();
			if (!this.open) {
				channel.close();
			}
			else if (this.admission.admits(peer.getAddress())) {
				begin(channel, peer.getAddress());
			}
			else {
				channel.close();
				this.owner.onRefused(TransportDrop.TOO_MANY_CONNECTIONS,
						Refusal.detail(peer, Frame.EMPTY, "there are " + this.admission.all() + " connections, "
								+ this.admission.of(peer.getAddress()) + " of them from there"));
			}
		}
		catch (IOException ex) {
			quietly(channel);
		}
	}

	private void begin(SocketChannel channel, InetAddress address) throws IOException {
		Connection connection = new Connection(this.io, channel,
				new Handshake(this.type, true, Frame.EMPTY, this.limits.connections().maxHandshakeBytes()), this.limits,
				this.owner);
		this.connections.put(connection, address);
		try {
			ChannelOptions.apply(channel, this.tcp);
			connection.open(this.limits.connections().handshakeTime().toNanos());
		}
		catch (IOException ex) {
			connection.close(0);
		}
	}

	/** A connection that ended between its accept and now is nobody's loss. */
	private void quietly(SocketChannel channel) {
		try {
			channel.close();
		}
		catch (IOException ex) {
			this.io.report("A channel could not be closed", ex);
		}
	}

}
