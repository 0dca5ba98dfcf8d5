package io.pigato.worker;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.internal.Message;
import io.pigato.internal.peer.BrokerLink;
import io.pigato.internal.peer.HandedTask;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.LoopEndListener;
import io.pigato.internal.transport.SendResult;
import io.pigato.internal.transport.TurnEndBatch;
import io.pigato.transport.PigatoLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker on its loop: carries messages between the connection and the
 * {@link WorkerSession}, requests to the executor, and replies back. What handlers call
 * is for any thread, all else for the loop's.
 */
final class WorkerAgent implements BrokerLink.Receiver, WorkerOutbox {

	private static final Logger logger = LoggerFactory.getLogger(WorkerAgent.class);

	private static final Duration LINGER = Duration.ofMillis(500);

	private static final long MAX_HELD_BYTES = 16L * 1024 * 1024;

	private static final int OVERHEAD = 128;

	private final EventLoop loop;

	private final WorkerSettings settings;

	private final BrokerLink link;

	private final WorkerSession session;

	private final Runnable onStopped;

	private final HeldBytes held = new HeldBytes(MAX_HELD_BYTES);

	private final LoopEndListener onLoopEnd;

	private final TurnEndBatch<RunningRequest> begun;

	private final WorkerLifecycle lifecycle;

	WorkerAgent(PigatoLoop loop, WorkerSettings settings, Runnable onStopped) {
		this.loop = loop.eventLoop();
		this.settings = settings;
		this.onStopped = onStopped;
		this.link = new BrokerLink(this.loop, loop.engine(settings.transport()), settings.link(), this);
		this.session = new WorkerSession(this.loop.deadlines(), settings.config(), new SecureRandom(), this);
		this.lifecycle = new WorkerLifecycle(settings.listener(), settings.handling().executor());
		this.begun = new TurnEndBatch<>(this.loop, this::handOver);
		this.onLoopEnd = (cause) -> this.session.stop();
	}

	/** Has all that runs told when the loop ends, should that end first. */
	void attach() {
		this.loop.addEndListener(this.onLoopEnd);
	}

	void start() {
		this.session.start(this.loop.nanos());
	}

	void drain() {
		this.session.drain(this.settings.shutdownGrace().toNanos(), this.loop.nanos());
	}

	boolean isRegistered() {
		return this.lifecycle.isRegistered();
	}

	Optional<String> lastError() {
		return this.lifecycle.lastError();
	}

	void resize(int concurrency) {
		this.session.resize(concurrency);
	}

	/** Sends a partial; waits while too much is held back. Called by handlers. */
	void partial(RunningRequest request, ReplyBody body) {
		long bytes = bytes(body);
		this.held.take(bytes, () -> request.answer() == RunningRequest.Answer.HANDLERS && this.loop.isAlive());
		post(() -> this.session.reply(request, false, body, bytes, this.loop.nanos()));
	}

	/** Sends the end of a reply. Called by handlers. */
	void last(RunningRequest request, ReplyBody body) {
		long bytes = bytes(body);
		this.held.takeNow(bytes);
		post(() -> this.session.reply(request, true, body, bytes, this.loop.nanos()));
	}

	/** Gives a request back. Called by handlers. */
	void reject(RunningRequest request) {
		post(() -> this.session.reject(request, this.loop.nanos()));
	}

	/** A handler has returned without an end. Called by handlers. */
	void handlerReturned(RunningRequest request) {
		post(() -> this.session.handlerReturned(request, this.loop.nanos()));
	}

	/** Runs what a handler wants done on cancel. Called by handlers and on the loop. */
	void runCancelAction(Runnable action) {
		try {
			this.settings.handling().executor().execute(action);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("The executor takes no cancel action any more", ex);
		}
		catch (Throwable ex) {
			logger.error("What a handler of service '{}' wanted done on cancel failed",
					this.settings.config().service(), ex);
		}
	}

	@Override
	public void onMessage(Message message) {
		WireMessage.ToWorker decoded = WireCodec.decodeAtWorker(message);
		if (decoded instanceof Malformed malformed) {
			logger.debug("A message from the broker makes no sense ({}): {}", malformed.reason(), message);
		}
		this.session.onMessage(decoded, this.loop.nanos());
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
	public void begin(RunningRequest request) {
		this.begun.add(request);
		this.loop.expectAnswer();
	}

	@Override
	public void abandoned(List<Runnable> actions) {
		actions.forEach(this::runCancelAction);
	}

	@Override
	public void tooLate(RunningRequest request) {
		logger.debug("The broker has given up request {}: a reply would be dropped", request.key());
	}

	@Override
	public void released(long bytes) {
		this.held.release(bytes);
	}

	@Override
	public void registered() {
		this.lifecycle.registered();
		logger.debug("Registered for service '{}'", this.settings.config().service());
	}

	@Override
	public void disconnected(String reason) {
		this.lifecycle.disconnected(reason);
		logger.debug("Not registered for service '{}': {}", this.settings.config().service(), reason);
	}

	@Override
	public void stopped() {
		this.lifecycle.stopped();
		this.loop.removeEndListener(this.onLoopEnd);
		this.onStopped.run();
	}

	private void handOver(RunningRequest request) {
		HandedTask call = new HandedTask(new HandlerCall(request, this.settings.handling(), this));
		try {
			this.settings.handling().executor().execute(call);
		}
		catch (Throwable ex) {
			if (call.takeBack()) {
				logger.warn("The executor of service '{}' takes no more: request {} goes back",
						this.settings.config().service(), request.key(), ex);
				reject(request);
			}
			else {
				logger.error("The executor of service '{}' failed while request {} was being handled",
						this.settings.config().service(), request.key(), ex);
			}
		}
	}

	private void post(Runnable command) {
		try {
			this.loop.execute(command);
		}
		catch (RejectedExecutionException ex) {
			logger.debug("A reply came after the end of the loop and is dropped");
		}
	}

	private static long bytes(ReplyBody body) {
		return OVERHEAD + (long) body.data().length() + body.options().length();
	}

}
