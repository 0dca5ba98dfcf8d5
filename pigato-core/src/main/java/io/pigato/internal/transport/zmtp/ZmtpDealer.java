package io.pigato.internal.transport.zmtp;

import java.time.Duration;
import java.util.ArrayDeque;

import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * A client's or worker's end: a DEALER (RFC 28) with one connection. It sends nothing
 * before the peer is READY; messages wait here until then.
 */
final class ZmtpDealer implements DealerSocket, OpenSocket, Link.Socket {

	private final ZmtpEngine engine;

	private final LoopIo io;

	private final DealerOptions options;

	private final Handler handler;

	private final Link link;

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
		this.link = new Link(engine, SocketType.DEALER, options, this);
	}

	/** Begins to connect; the outcome is reported later. */
	void open() {
		this.link.open();
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
				|| this.waitingBytes >= this.options.limits().maxQueuedBytes()) {
			return SendResult.FULL;
		}
		this.waiting.add(message);
		this.waitingBytes += message.memoryBytes();
		return SendResult.ACCEPTED;
	}

	@Override
	public long nanosSinceGrowth() {
		return (this.connection != null) ? this.connection.nanosSinceGrowth() : UNKNOWN;
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
	public void onUp(Connection made) {
		boolean lingering = this.state == State.LINGERING;
		this.state = State.UP;
		this.connection = made;
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
	public void onMessage(Message message) {
		this.handler.onMessage(message);
	}

	@Override
	public void onDown(String reason) {
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
		this.engine.forget(this);
		this.link.close(lingerNanos);
	}

	/** From the first to the last, LINGERING only if closed while messages wait. */
	private enum State {

		CONNECTING, UP, LINGERING, CLOSED

	}

}
