package io.pigato.internal.transport.jeromq;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadline;
import io.pigato.internal.Message;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's or worker's end. Messages that are sent before the connection is up wait
 * here, not in JeroMQ, so that they survive an attempt that comes to nothing: now and
 * then JeroMQ forgets to watch a new connection, which then stays mute until something
 * ends it. Such an attempt is given up after {@link ConnectPatience} and repeated. Used
 * on the loop thread.
 */
final class JeroMqDealer implements DealerSocket, OpenSocket {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqDealer.class);

	private final JeroMqEngine engine;

	private final DealerOptions options;

	private final Handler handler;

	private final ConnectPatience patience;

	private final ArrayDeque<Message> waiting = new ArrayDeque<>();

	private final Deadline limit = new Step(this::onLimit);

	private final Deadline again = new Step(this::connect);

	private final Deadline lingerLimit = new Step(this::closeNow);

	private List<InetAddress> addresses = List.of();

	private @Nullable DealerLink link;

	private State state = State.RESOLVING;

	/** Closed, but what was accepted has still to leave. */
	private boolean lingering;

	private long lingerEndNanos;

	JeroMqDealer(JeroMqEngine engine, DealerOptions options, Handler handler) {
		this.engine = engine;
		this.options = options;
		this.handler = handler;
		this.patience = new ConnectPatience(options.attempt());
	}

	/** Begins to connect; the outcome is reported later. */
	@SuppressWarnings("FutureReturnValueIgnored") // what it becomes is posted to the loop
	void open() {
		schedule(ConnectPatience.RESOLVE_NANOS);
		CompletableFuture<List<InetAddress>> resolved = this.engine.resolver().resolve(this.options.endpoint().host());
		if (resolved.isDone() && !resolved.isCompletedExceptionally()) {
			onResolved(resolved.join());
			return;
		}
		resolved.whenComplete((result, failure) -> this.engine.post(() -> {
			if (failure != null) {
				fail("the host is unknown");
			}
			else {
				onResolved(result);
			}
		}));
	}

	@Override
	public SendResult send(Message message) {
		if (this.state == State.UP && this.link != null) {
			return this.link.send(message);
		}
		if (this.state == State.CLOSED || this.lingering) {
			return SendResult.GONE;
		}
		if (this.waiting.size() >= this.options.limits().maxQueuedMessages()) {
			return SendResult.FULL;
		}
		this.waiting.add(message);
		return SendResult.ACCEPTED;
	}

	@Override
	public void close(Duration linger) {
		if (this.state == State.CLOSED || this.lingering) {
			return;
		}
		EventLoop loop = this.engine.loop();
		this.lingerEndNanos = loop.nanos() + TimeUnit.MILLISECONDS.toNanos(SocketOptions.millis(linger));
		if (this.waiting.isEmpty() || linger.isZero() || linger.isNegative()) {
			end();
		}
		else {
			this.lingering = true;
			loop.deadlines().schedule(this.lingerLimit, this.lingerEndNanos);
		}
	}

	@Override
	public void closeNow() {
		if (this.state != State.CLOSED) {
			end();
		}
	}

	@Override
	public void fail(Throwable cause) {
		if (this.state != State.CLOSED) {
			if (this.link != null) {
				this.link.abandon();
			}
			this.link = null;
			fail("the transport has failed: " + cause);
		}
	}

	void onUp() {
		this.state = State.UP;
		this.limit.cancel();
		if (this.lingering) {
			end();
		}
		else {
			sendWaiting();
			tell(this.handler::onConnected);
		}
	}

	void onMessage(Message message) {
		tell(() -> this.handler.onMessage(message));
	}

	void onDropped(TransportDrop reason) {
		logger.debug("A message from {} was dropped: {}", this.options.endpoint(), reason);
	}

	void onDown(String reason) {
		fail(reason);
	}

	private void onResolved(List<InetAddress> resolved) {
		if (this.state == State.RESOLVING) {
			this.addresses = resolved;
			this.state = State.CONNECTING;
			connect();
		}
	}

	private void connect() {
		schedule(this.patience.nextNanos());
		DealerOptions current = (this.patience.tries() == 1) ? this.options : this.options.again();
		InetAddress address = this.addresses.get(this.patience.attempts() % this.addresses.size());
		try {
			this.link = DealerLink.create(this.engine.loop(), this.engine.newDealer(), current, this);
			this.link.connect(new InetSocketAddress(address, this.options.endpoint().port()));
		}
		catch (RuntimeException | ClosedChannelException ex) {
			logger.debug("No connection to {}", this.options.endpoint(), ex);
			this.engine.post(() -> fail(ex.toString()));
		}
	}

	private void onLimit() {
		if (this.state == State.RESOLVING) {
			fail("the host could not be resolved in time");
		}
		else if (this.patience.isExhausted()) {
			fail("no answer within " + TimeUnit.NANOSECONDS.toMillis(this.patience.spentNanos()) + " ms");
		}
		else {
			logger.debug("{} does not answer, connecting again", this.options.endpoint());
			dropLink();
			EventLoop loop = this.engine.loop();
			loop.deadlines().schedule(this.again, loop.nanos() + ConnectPatience.PAUSE_NANOS);
		}
	}

	private void fail(String reason) {
		if (this.state != State.CLOSED) {
			finish();
			dropLink();
			this.waiting.clear();
			tell(() -> this.handler.onClosed("No connection to " + this.options.endpoint() + ": " + reason));
		}
	}

	private void dropLink() {
		if (this.link != null) {
			this.link.close(Duration.ZERO);
			this.link = null;
		}
	}

	/** Gives JeroMQ what is waiting, and the rest of the time to deliver it. */
	private void end() {
		finish();
		sendWaiting();
		if (this.link != null) {
			this.link.close(Duration.ofNanos(this.lingerEndNanos - this.engine.loop().nanos()));
		}
	}

	private void sendWaiting() {
		if (this.link != null) {
			this.waiting.forEach(this.link::send);
		}
		this.waiting.clear();
	}

	private void finish() {
		this.state = State.CLOSED;
		this.limit.cancel();
		this.again.cancel();
		this.lingerLimit.cancel();
		this.engine.forget(this);
	}

	private void schedule(long nanos) {
		this.engine.loop().deadlines().schedule(this.limit, this.engine.loop().nanos() + nanos);
	}

	private void tell(Runnable call) {
		if (this.lingering) {
			return;
		}
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A handler of the connection to {} failed", this.options.endpoint(), ex);
		}
	}

	/** From the first to the last; never back. */
	private enum State {

		RESOLVING, CONNECTING, UP, CLOSED

	}

	/** A time that is up. */
	private static final class Step extends Deadline {

		private final Runnable action;

		Step(Runnable action) {
			this.action = action;
		}

		@Override
		protected void onDue(long nowNanos) {
			this.action.run();
		}

	}

}
