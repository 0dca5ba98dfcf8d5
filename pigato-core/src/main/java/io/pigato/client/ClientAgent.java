package io.pigato.client;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import io.pigato.internal.Message;
import io.pigato.internal.peer.BrokerLink;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.LoopEndListener;
import io.pigato.internal.transport.SendResult;
import io.pigato.transport.PigatoLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client on its loop: carries messages between the connection and the
 * {@link ClientSession}. All methods but {@link #isConnected()}, {@link #lastError()} and
 * {@link #sinceLastHeard()} are for the loop thread.
 */
final class ClientAgent implements BrokerLink.Receiver, ClientOutbox {

	private static final Logger logger = LoggerFactory.getLogger(ClientAgent.class);

	private static final Duration LINGER = Duration.ofMillis(500);

	private final EventLoop loop;

	private final BrokerLink link;

	private final ClientSession session;

	private final LongConsumer released;

	private final LoopEndListener onLoopEnd;

	private final ClientLifecycle lifecycle;

	/** Written on the loop only, for each message. */
	private final AtomicLong lastHeardNanos = new AtomicLong();

	ClientAgent(PigatoLoop loop, ClientSettings settings, LongConsumer released) {
		this.loop = loop.eventLoop();
		this.released = released;
		this.link = new BrokerLink(this.loop, loop.engine(settings.transport()), settings.link(), this);
		this.session = new ClientSession(this.loop.deadlines(), settings.keepAlive(), new SecureRandom(), this);
		this.lifecycle = new ClientLifecycle(settings.listener(), settings.conversion().callbackExecutor());
		this.onLoopEnd = (cause) -> end("its loop has ended");
	}

	/** Has all that is pending end with the loop, should that end first. */
	void attach() {
		this.loop.addEndListener(this.onLoopEnd);
	}

	void start() {
		this.session.start(this.loop.nanos());
	}

	void submit(PendingRequest request) {
		this.session.submit(request, this.loop.nanos());
	}

	void cancel(PendingRequest request) {
		this.session.cancel(request);
	}

	void close() {
		this.loop.removeEndListener(this.onLoopEnd);
		end("the client was closed");
	}

	boolean isConnected() {
		return this.lifecycle.isConnected();
	}

	Optional<String> lastError() {
		return this.lifecycle.lastError();
	}

	Optional<Duration> sinceLastHeard() {
		long sinceNanos = this.loop.nanos() - this.lastHeardNanos.get();
		return isConnected() ? Optional.of(Duration.ofNanos(Math.max(0, sinceNanos))) : Optional.empty();
	}

	@Override
	public void onMessage(Message message) {
		long nowNanos = this.loop.nanos();
		this.lastHeardNanos.lazySet(nowNanos);
		WireMessage.ToClient decoded = WireCodec.decodeAtClient(message);
		if (decoded instanceof Malformed malformed) {
			logger.debug("A message from the broker makes no sense ({}): {}", malformed.reason(), message);
		}
		this.session.onMessage(decoded, nowNanos);
	}

	@Override
	public void onClosed(String reason) {
		this.session.onClosed(reason, this.loop.nanos());
	}

	@Override
	public void connect(int attempt) {
		this.lifecycle.starting();
		this.link.open(attempt);
	}

	@Override
	public SendResult send(WireMessage message) {
		return this.link.send(message);
	}

	@Override
	public long nanosSinceGrowth() {
		return this.link.nanosSinceGrowth();
	}

	@Override
	public void disconnect() {
		this.link.close(LINGER);
	}

	@Override
	public void ended(PendingRequest request) {
		this.released.accept(request.bytes());
		// Many a caller asks the next one at once
		this.loop.expectAnswer();
	}

	@Override
	public void connected() {
		this.lifecycle.connected();
		logger.debug("Connected to a broker");
	}

	@Override
	public void disconnected(String reason) {
		this.lifecycle.disconnected(reason);
		logger.debug("Not connected to a broker: {}", reason);
	}

	private void end(String reason) {
		this.session.close();
		this.lifecycle.stopped(reason);
	}

}
