package io.pigato.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.internal.Ticker;
import io.pigato.internal.Waiting;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TurnEndBatch;
import io.pigato.transport.PigatoLoop;

/**
 * The handle of a client: makes requests and posts them to the {@link ClientAgent} on the
 * loop.
 */
final class DefaultPigatoClient implements PigatoClient {

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

	private final ClientSettings settings;

	private final PigatoLoop loop;

	private final Runnable releaseResources;

	private final RequestEncoder encoder;

	private final TurnEndBatch<Runnable> callbacks;

	private final ClientAgent agent;

	private final CallerPatience patience = new CallerPatience(Ticker.system());

	private final AtomicLong pendingBytes = new AtomicLong();

	private final AtomicBoolean started = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	DefaultPigatoClient(ClientSettings settings, PigatoLoop loop, Runnable releaseResources) {
		this.settings = settings;
		this.loop = loop;
		this.releaseResources = releaseResources;
		this.encoder = new RequestEncoder(settings.conversion().codec());
		this.callbacks = new TurnEndBatch<>(loop.eventLoop(), settings.conversion().callbackExecutor()::execute);
		this.agent = new ClientAgent(loop, settings, (bytes) -> this.pendingBytes.addAndGet(-bytes));
		this.agent.attach();
	}

	@Override
	public RequestSpec service(String name) {
		return new DefaultRequestSpec(this, name);
	}

	@Override
	public void start() {
		if (this.closed.get()) {
			throw new PigatoClosedException("The client is closed");
		}
		try {
			if (!this.started.get()) {
				eventLoop().execute(this.agent::start);
				this.started.set(true);
			}
		}
		catch (RejectedExecutionException ex) {
			throw new PigatoClosedException("The loop of the client is closed", ex);
		}
	}

	@Override
	public boolean isConnected() {
		return this.agent.isConnected();
	}

	@Override
	public Optional<String> lastError() {
		return this.agent.lastError();
	}

	@Override
	public Optional<Duration> sinceLastHeard() {
		return this.agent.sinceLastHeard();
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		CountDownLatch done = new CountDownLatch(1);
		try {
			eventLoop().execute(() -> {
				this.agent.close();
				done.countDown();
			});
			if (!eventLoop().inLoop()) {
				Waiting.uninterruptibly(done, CLOSE_LIMIT, eventLoop()::isAlive);
			}
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and with it everything that was on it
		}
		this.releaseResources.run();
	}

	ClientSettings settings() {
		return this.settings;
	}

	RequestEncoder encoder() {
		return this.encoder;
	}

	/** What comes up on the loop is run soon after the loop's turn. */
	Executor callbackExecutor() {
		Executor direct = this.settings.conversion().callbackExecutor();
		return (callback) -> {
			if (eventLoop().inLoop()) {
				this.callbacks.add(callback);
			}
			else {
				direct.execute(callback);
			}
		};
	}

	CallerPatience patience() {
		return this.patience;
	}

	EventLoop eventLoop() {
		return this.loop.eventLoop();
	}

	/** Sends a request; whatever goes wrong comes to its sink. */
	void submit(PendingRequest request) {
		long pending = this.pendingBytes.addAndGet(request.bytes());
		if (this.closed.get()) {
			refuse(request, new PigatoClosedException("The client is closed"));
		}
		else if (pending > this.settings.maxPendingBytes()) {
			refuse(request, new PigatoOverflowException("The client holds unanswered requests of "
					+ (pending - request.bytes()) + " bytes already; it may hold " + this.settings.maxPendingBytes()));
		}
		else {
			post(request);
		}
	}

	/** Takes a request back; its sink hears nothing more. */
	void cancel(PendingRequest request) {
		onLoop(() -> this.agent.cancel(request));
	}

	/** Has something done on the loop, if that has not ended. */
	void onLoop(Runnable action) {
		try {
			eventLoop().execute(action);
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and no request is under way
		}
	}

	private void post(PendingRequest request) {
		try {
			eventLoop().execute(() -> this.agent.submit(request));
		}
		catch (RejectedExecutionException ex) {
			refuse(request, new PigatoClosedException("The loop of the client is closed", ex));
		}
	}

	private void refuse(PendingRequest request, PigatoException error) {
		this.pendingBytes.addAndGet(-request.bytes());
		request.sink().onError(error);
	}

}
