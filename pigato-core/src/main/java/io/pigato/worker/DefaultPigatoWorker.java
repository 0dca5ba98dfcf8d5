package io.pigato.worker;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

import io.pigato.PigatoClosedException;
import io.pigato.internal.Waiting;
import io.pigato.transport.PigatoLoop;

/** The handle of a worker: starts and stops the {@link WorkerAgent} on the loop. */
final class DefaultPigatoWorker implements PigatoWorker {

	private static final Duration BEYOND_GRACE = Duration.ofSeconds(3);

	private final WorkerSettings settings;

	private final PigatoLoop loop;

	private final IntConsumer growPool;

	private final Runnable releaseResources;

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final WorkerAgent agent;

	private final AtomicBoolean started = new AtomicBoolean();

	private final AtomicBoolean closed = new AtomicBoolean();

	private volatile int concurrency;

	DefaultPigatoWorker(WorkerSettings settings, PigatoLoop loop, IntConsumer growPool, Runnable releaseResources) {
		this.settings = settings;
		this.loop = loop;
		this.growPool = growPool;
		this.releaseResources = releaseResources;
		this.concurrency = settings.config().concurrency();
		this.agent = new WorkerAgent(loop, settings, this.stopped::countDown);
		this.agent.attach();
	}

	@Override
	public void start() {
		if (this.closed.get()) {
			throw new PigatoClosedException("The worker for service '" + service() + "' is closed");
		}
		try {
			if (!this.started.get()) {
				this.loop.eventLoop().execute(this.agent::start);
				this.started.set(true);
			}
		}
		catch (RejectedExecutionException ex) {
			throw new PigatoClosedException("The loop of the worker for service '" + service() + "' is closed", ex);
		}
	}

	@Override
	public String service() {
		return this.settings.config().service().text();
	}

	@Override
	public boolean isRegistered() {
		return this.agent.isRegistered();
	}

	@Override
	public Optional<String> lastError() {
		return this.agent.lastError();
	}

	@Override
	public int concurrency() {
		return this.concurrency;
	}

	@Override
	public synchronized void concurrency(int requests) {
		if (requests < 0) {
			throw new IllegalArgumentException("A worker handles 0 or more requests at once, not " + requests);
		}
		try {
			this.growPool.accept(requests);
			this.loop.eventLoop().execute(() -> this.agent.resize(requests));
			this.concurrency = requests;
		}
		catch (RejectedExecutionException ex) {
			throw new PigatoClosedException("The loop of the worker for service '" + service() + "' is closed", ex);
		}
	}

	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		try {
			this.loop.eventLoop().execute(this.agent::drain);
			if (!this.loop.eventLoop().inLoop()) {
				Waiting.uninterruptibly(this.stopped, this.settings.shutdownGrace().plus(BEYOND_GRACE),
						this.loop.eventLoop()::isAlive);
			}
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and with it everything that was on it
		}
		this.releaseResources.run();
	}

}
