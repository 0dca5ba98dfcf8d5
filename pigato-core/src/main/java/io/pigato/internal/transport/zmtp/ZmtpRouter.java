package io.pigato.internal.transport.zmtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;

/**
 * A broker's end: a ROUTER (RFC 28), which knows each connection by the identity that its
 * peer announces, or gives it one.
 */
final class ZmtpRouter implements RouterSocket, OpenSocket, ConnectionOwner {

	private final ZmtpEngine engine;

	private final LoopIo io;

	private final RouterOptions options;

	private final Handler handler;

	private final Acceptor acceptor;

	private final Map<Frame, Connection> peers = new HashMap<>();

	private final long identityHoldNanos;

	private List<String> endpoints = List.of();

	private boolean open = true;

	private int given;

	ZmtpRouter(ZmtpEngine engine, RouterOptions options, Handler handler) {
		this.engine = engine;
		this.io = engine.io();
		this.options = options;
		this.handler = handler;
		this.acceptor = new Acceptor(this.io, SocketType.ROUTER, options, this);
		this.identityHoldNanos = options.limits().connections().identityHold().toNanos();
	}

	/** Binds it to all endpoints; see {@link Acceptor#bind}. */
	void bind() {
		this.endpoints = this.acceptor.bind(this.options.binds(), this.engine.resolver());
	}

	/** How many connections it holds, whatever their state. */
	int connections() {
		return this.acceptor.count();
	}

	/** How many peers it knows. */
	int peers() {
		return this.peers.size();
	}

	@Override
	public SendResult send(Frame peer, Message message) {
		Connection connection = this.peers.get(peer);
		return (connection != null) ? connection.send(message) : SendResult.GONE;
	}

	@Override
	public List<String> endpoints() {
		return this.endpoints;
	}

	@Override
	public long nanosSinceGrowth(Frame peer) {
		Connection connection = this.peers.get(peer);
		return (connection != null) ? connection.nanosSinceGrowth() : UNKNOWN;
	}

	@Override
	public void disconnect(Frame peer) {
		Connection connection = this.peers.remove(peer);
		if (connection != null) {
			connection.close(0);
		}
	}

	@Override
	public void close(Duration linger) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.peers.clear();
			this.acceptor.close(linger);
		}
	}

	@Override
	public void closeNow() {
		close(Duration.ZERO);
	}

	@Override
	public boolean admits(Connection connection, PeerProperties peer) throws ProtocolException {
		Frame identity = (peer.identity().isEmpty()) ? nextIdentity() : peer.identity();
		Connection incumbent = this.peers.get(identity);
		if (incumbent != null) {
			takeOver(incumbent);
		}
		if (this.open) {
			connection.name(identity);
			this.peers.put(identity, connection);
		}
		return this.open;
	}

	@Override
	public void onUp(Connection connection) {
		// A peer is news with its first message
	}

	@Override
	public void onMessage(Connection connection, Message message) {
		try {
			this.handler.onMessage(connection.peer(), message);
		}
		catch (Throwable ex) {
			this.io.reportHandler(ex);
		}
	}

	@Override
	public void onDropped(TransportDrop reason) {
		if (this.open) {
			this.io.tell(() -> this.handler.onDropped(reason));
		}
	}

	@Override
	public void onRefused(TransportDrop reason, String detail) {
		if (this.open) {
			this.io.tell(() -> this.handler.onRefused(reason, detail));
		}
	}

	@Override
	public void onEnd(Connection connection, @Nullable TransportDrop drop, String reason) {
		if (drop != null) {
			onRefused(drop, connection.detail(reason));
		}
		if (this.peers.remove(connection.peer(), connection) && this.open) {
			this.io.tell(() -> this.handler.onGone(connection.peer()));
		}
	}

	@Override
	public void onReleased(Connection connection) {
		this.acceptor.released(connection);
	}

	@Override
	public boolean isOfStrangers() {
		return true;
	}

	/**
	 * The incumbent wins while it was heard from lately; else it makes room, and first.
	 */
	private void takeOver(Connection incumbent) throws ProtocolException {
		if (this.io.nanos() - incumbent.heardNanos() < this.identityHoldNanos) {
			throw new ProtocolException(TransportDrop.IDENTITY_TAKEN, "its identity is in use");
		}
		incumbent.end(TransportDrop.PEER_SILENT, "another connection has taken its identity over");
	}

	/** A byte that no peer may begin with, and a number that nobody has. */
	private Frame nextIdentity() {
		Frame identity;
		do {
			this.given++;
			identity = Frame.of(("\0" + String.format("%08x", this.given)).getBytes(StandardCharsets.US_ASCII));
		}
		while (this.peers.containsKey(identity));
		return identity;
	}

}
