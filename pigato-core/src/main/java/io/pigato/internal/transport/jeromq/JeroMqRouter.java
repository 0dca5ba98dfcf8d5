package io.pigato.internal.transport.jeromq;

import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.transport.HostResolver;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.RouterSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.SocketBase;

/** A broker's end on a JeroMQ ROUTER. Used on the loop thread. */
final class JeroMqRouter implements RouterSocket, OpenSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqRouter.class);

	private static final int BATCH = 256;

	/**
	 * How long messages are taken in a turn: what is cheap by the hundred can be dear by
	 * design, and deadlines and commands wait meanwhile.
	 */
	private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

	/** How often it looks whether its slice is over. */
	private static final int MESSAGES_PER_LOOK = 8;

	private final JeroMqEngine engine;

	private final LoopSocket socket;

	private final MessageReader reader;

	private final MessageWriter writer;

	private final PeerRegistry peers;

	private final Handler handler;

	private List<String> endpoints = List.of();

	private boolean open = true;

	private JeroMqRouter(JeroMqEngine engine, LoopSocket socket, MessageReader reader, PeerRegistry peers,
			Handler handler) {
		this.engine = engine;
		this.socket = socket;
		this.reader = reader;
		this.writer = new MessageWriter(socket);
		this.peers = peers;
		this.handler = handler;
	}

	/**
	 * A router that is not bound yet.
	 * @param engine to which it belongs
	 * @param base a ROUTER socket without options
	 * @param options what it may be made to hold
	 * @param handler is told what arrives
	 * @return the router
	 */
	static JeroMqRouter create(JeroMqEngine engine, SocketBase base, RouterOptions options, Handler handler) {
		PeerTags tags = PeerTags.create();
		byte[] endToken = SocketOptions.token();
		SocketOptions.applyToRouter(base, options.limits(), tags, endToken);
		LoopSocket socket = new LoopSocket(engine.loop(), base);
		MessageReader reader = new MessageReader(socket::receive, true, endToken, options.limits());
		return new JeroMqRouter(engine, socket, reader, new PeerRegistry(tags), handler);
	}

	/**
	 * Binds it to all endpoints; closes it if that fails.
	 * @param options where
	 * @param resolver finds addresses
	 * @throws PigatoException if one cannot be bound
	 */
	void bind(RouterOptions options, HostResolver resolver) {
		try {
			ListenerEvents events = new ListenerEvents(this.socket.loop(), this.socket.base(), this::dropped);
			events.install();
			this.endpoints = new ListenerBinder(this.socket.base(), events, resolver).bindAll(options.binds());
			SocketOptions.applyToBoundRouter(this.socket.base());
			this.socket.register(this::poll);
		}
		catch (PigatoException ex) {
			closeNow();
			throw ex;
		}
		catch (ClosedChannelException ex) {
			closeNow();
			throw new PigatoException("The socket was closed while it was bound", ex);
		}
	}

	@Override
	public SendResult send(Frame peer, Message message) {
		byte[] receiver = this.open ? this.peers.receiver(peer) : null;
		return (receiver != null) ? this.writer.send(receiver, message) : SendResult.GONE;
	}

	/**
	 * JeroMQ can neither close one connection nor say how many bytes wait in it: the
	 * connection stays until the peer ends it, with what waits in it, at most as many
	 * messages as its high-water mark; nothing more is put there and nothing is taken
	 * from it.
	 */
	@Override
	public void disconnect(Frame peer) {
		this.peers.banish(peer);
	}

	@Override
	public List<String> endpoints() {
		return this.endpoints;
	}

	@Override
	public void close(Duration linger) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.socket.close(linger);
		}
	}

	@Override
	public void closeNow() {
		close(Duration.ZERO);
	}

	@Override
	public void fail(Throwable cause) {
		if (this.open) {
			this.open = false;
			this.engine.forget(this);
			this.socket.unregister();
			tell(() -> this.handler.onFailed(cause));
		}
	}

	private boolean poll() {
		long end = this.socket.loop().nanos() + SLICE_NANOS;
		for (int i = 1; i <= BATCH; i++) {
			if (!this.open || !readOne()) {
				return false;
			}
			if (i % MESSAGES_PER_LOOK == 0 && this.socket.loop().nanos() - end >= 0) {
				return true;
			}
		}
		return true;
	}

	private boolean readOne() {
		MessageReader.Outcome outcome = this.reader.read();
		if (outcome == MessageReader.Outcome.NOTHING) {
			return false;
		}
		PeerRegistry.Peer peer = this.peers.sender(this.reader.sender());
		switch (outcome) {
			case MESSAGE -> received(peer, this.reader.message());
			case DROPPED -> dropped(this.reader.drop());
			case BROKEN -> broken(peer);
			default -> gone(peer, this.peers.end(peer));
		}
		return true;
	}

	private void received(PeerRegistry.Peer peer, Message message) {
		if (this.peers.holds(peer)) {
			tell(() -> this.handler.onMessage(peer.identity(), message));
		}
		else if (peer.reportOnce()) {
			dropped(peer.isWaiting() ? TransportDrop.IDENTITY_TAKEN : TransportDrop.PROTOCOL_ERROR);
		}
	}

	private void broken(PeerRegistry.Peer peer) {
		if (peer.reportOnce()) {
			dropped(TransportDrop.FRAME_TOO_LARGE);
		}
		gone(peer, this.peers.banish(peer));
	}

	private void gone(PeerRegistry.Peer peer, boolean identityIsFree) {
		if (identityIsFree) {
			tell(() -> this.handler.onGone(peer.identity()));
		}
	}

	private void dropped(TransportDrop reason) {
		if (this.open) {
			tell(() -> this.handler.onDropped(reason));
		}
	}

	private void tell(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A handler of the router at {} failed", this.endpoints, ex);
		}
	}

}
