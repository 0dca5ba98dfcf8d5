package io.pigato.internal.transport.zmtp;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;

import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's or worker's end: a DEALER (RFC 28) with one connection. It sends nothing
 * before the peer is READY; messages wait here until then.
 */
final class ZmtpDealer implements DealerSocket, OpenSocket, ConnectionOwner, Connector.Outcome {

	private static final Logger logger = LoggerFactory.getLogger(ZmtpDealer.class);

	private final ZmtpEngine engine;

	private final LoopIo io;

	private final DealerOptions options;

	private final Handler handler;

	private final Connector connector;

	private final ArrayDeque<Message> waiting = new ArrayDeque<>();

	private final Alarm lingerLimit = new Alarm(this::closeNow);

	private long waitingBytes;

	private @Nullable Connection connection;

	private State state = State.CONNECTING;

	private long lingerEndNanos;

	ZmtpDealer(ZmtpEngine engine, DealerOptions options, Handler handler) {
		this.engine = engine;
		this.io = engine.io();
		this.options = options;
		this.handler = handler;
		this.connector = new Connector(this.io, options.endpoint(), options.attempt(), this);
	}

	/** Begins to connect; the outcome is reported later. */
	void open() {
		this.connector.open(this.engine.resolver());
	}

	@Override
	public SendResult send(Message message) {
		if (this.state == State.UP && this.connection != null) {
			return this.connection.send(message);
		}
		if (this.state != State.CONNECTING) {
			return SendResult.GONE;
		}
		if (this.waiting.size() >= this.options.limits().maxQueuedMessages()
				|| this.waitingBytes > this.options.limits().connections().maxUnsentBytes()) {
			return SendResult.FULL;
		}
		this.waiting.add(message);
		this.waitingBytes += message.byteCount();
		return SendResult.ACCEPTED;
	}

	@Override
	public void close(Duration linger) {
		if (this.state == State.CLOSED || this.state == State.LINGERING) {
			return;
		}
		long nanos = LoopIo.nanos(linger);
		if (this.waiting.isEmpty() || nanos == 0) {
			finish(nanos);
		}
		else {
			this.state = State.LINGERING;
			this.lingerEndNanos = this.io.nanos() + nanos;
			this.io.schedule(this.lingerLimit, nanos);
		}
	}

	@Override
	public void closeNow() {
		if (this.state != State.CLOSED) {
			finish(0);
		}
	}

	@Override
	public void onConnected(SocketChannel channel) {
		Handshake handshake = new Handshake(SocketType.DEALER, false, this.options.identity());
		Connection made = new Connection(this.io, channel, handshake, this.options.limits(), this);
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
		fail("No connection to " + this.options.endpoint() + ": " + reason);
	}

	@Override
	public boolean admits(Connection made, PeerProperties peer) {
		return true;
	}

	@Override
	public void onUp(Connection made) {
		boolean lingering = this.state == State.LINGERING;
		this.state = State.UP;
		this.waiting.forEach(made::sendAccepted);
		this.waiting.clear();
		if (lingering) {
			finish(Math.max(0, this.lingerEndNanos - this.io.nanos()));
		}
		else {
			this.io.tell(this.handler::onConnected);
		}
	}

	@Override
	public void onMessage(Connection made, Message message) {
		try {
			this.handler.onMessage(message);
		}
		catch (Throwable ex) {
			this.io.reportHandler(ex);
		}
	}

	@Override
	public void onDropped(TransportDrop reason) {
		logger.debug("A message from {} was dropped: {}", this.options.endpoint(), reason);
	}

	@Override
	public void onEnd(Connection made, @Nullable TransportDrop drop, String reason) {
		fail("The connection to " + this.options.endpoint() + " has ended: " + reason);
	}

	private void fail(String reason) {
		boolean tell = this.state == State.CONNECTING || this.state == State.UP;
		if (this.state != State.CLOSED) {
			finish(0);
		}
		if (tell) {
			this.io.tell(() -> this.handler.onClosed(reason));
		}
	}

	private void finish(long lingerNanos) {
		this.state = State.CLOSED;
		this.lingerLimit.cancel();
		this.waiting.clear();
		this.connector.cancel();
		this.engine.forget(this);
		if (this.connection != null) {
			this.connection.close(lingerNanos);
		}
	}

	/** From the first to the last, LINGERING only if closed while messages wait. */
	private enum State {

		CONNECTING, UP, LINGERING, CLOSED

	}

}
