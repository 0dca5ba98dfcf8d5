package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection of a socket that connects: made once, ended once. */
final class Link implements ConnectionOwner, Connector.Outcome {

	private static final Logger logger = LoggerFactory.getLogger(Link.class);

	private final ZmtpEngine engine;

	private final SocketType type;

	private final DealerOptions options;

	private final Socket socket;

	private final Connector connector;

	private @Nullable Connection connection;

	Link(ZmtpEngine engine, SocketType type, DealerOptions options, Socket socket) {
		this.engine = engine;
		this.type = type;
		this.options = options;
		this.socket = socket;
		this.connector = new Connector(engine.io(), options.endpoint(), options.attempt(), this);
	}

	/** Begins to connect; the outcome is reported later. */
	void open() {
		this.connector.open(this.engine.resolver());
	}

	/**
	 * Ends it; the socket is not told any more.
	 * @param lingerNanos how long what was accepted may take to leave
	 */
	void close(long lingerNanos) {
		this.connector.cancel();
		if (this.connection != null) {
			this.connection.close(lingerNanos);
		}
	}

	@Override
	public void onConnected(SocketChannel channel) {
		Handshake handshake = new Handshake(this.type, false, this.options.identity(),
				this.options.limits().connections().maxHandshakeBytes());
		Connection made = new Connection(this.engine.io(), channel, handshake, this.options.limits(), this);
		this.connection = made;
		try {
			made.open(this.connector.patienceNanos());
		}
		catch (IOException ex) {
			made.end(null, "it was reset: " + ex.getMessage());
		}
	}

	@Override
	public void onNotConnected(String reason) {
		this.socket.onDown("No connection to " + this.options.endpoint() + ": " + reason);
	}

	@Override
	public boolean admits(Connection made, PeerProperties peer) {
		return true;
	}

	@Override
	public void onUp(Connection made) {
		this.socket.onUp(made);
	}

	@Override
	public void onMessage(Connection made, Message message) {
		try {
			this.socket.onMessage(message);
		}
		catch (Throwable ex) {
			this.engine.io().reportHandler(ex);
		}
	}

	@Override
	public void onDropped(TransportDrop reason) {
		logger.debug("A message from {} was dropped: {}", this.options.endpoint(), reason);
	}

	@Override
	public void onRefused(TransportDrop reason, String detail) {
		onDropped(reason);
	}

	@Override
	public void onEnd(Connection made, @Nullable TransportDrop drop, String reason) {
		this.socket.onDown("The connection to " + this.options.endpoint() + " has ended: " + reason);
	}

	/** Whose link it is. */
	interface Socket {

		/**
		 * The peer is ready.
		 * @param connection to send through
		 */
		void onUp(Connection connection);

		/**
		 * A whole message.
		 * @param message at least one frame
		 */
		void onMessage(Message message);

		/**
		 * There is no connection, or no longer.
		 * @param reason for people, with the endpoint
		 */
		void onDown(String reason);

	}

}
