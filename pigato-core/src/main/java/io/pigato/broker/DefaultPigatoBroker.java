package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.PigatoBindException;
import io.pigato.PigatoClosedException;
import io.pigato.internal.Waiting;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a broker: starts and stops the {@link BrokerAgent} on a loop, its own or
 * one that it shares.
 */
final class DefaultPigatoBroker implements PigatoBroker {

	private static final Duration BIND_LIMIT = Duration.ofSeconds(10);

	private static final Duration BEYOND_GRACE = Duration.ofSeconds(3);

	private static final AtomicInteger COUNT = new AtomicInteger();

	private final BrokerSettings settings;

	private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

	private final CountDownLatch stopped = new CountDownLatch(1);

	private volatile @Nullable Running running;

	DefaultPigatoBroker(BrokerSettings settings) {
		this.settings = settings;
	}

	@Override
	public void start() {
		if (!move(State.NEW, State.STARTING)) {
			throw new IllegalStateException("The broker was started or closed before; build a new one");
		}
		PigatoLoop loop = openLoop();
		Running now;
		try {
			now = new Running(loop, bind(loop));
		}
		catch (RuntimeException | Error ex) {
			move(State.STARTING, State.CLOSED);
			leave(loop);
			throw ex;
		}
		this.running = now;
		if (!move(State.STARTING, State.RUNNING)) {
			shutDown(now);
			throw new IllegalStateException("The broker was closed while it was being started");
		}
	}

	@Override
	public boolean isRunning() {
		Running now = this.running;
		return this.state.get() == State.RUNNING && now != null && now.loop().isAlive()
				&& now.agent().failure().isEmpty();
	}

	@Override
	public Optional<String> lastError() {
		Running now = this.running;
		if (this.state.get() != State.RUNNING || now == null) {
			return Optional.empty();
		}
		Optional<String> failure = now.agent().failure();
		return (failure.isPresent() || now.loop().isAlive()) ? failure : Optional.of("its loop has ended");
	}

	@Override
	public CompletableFuture<Duration> ping() {
		Running now = this.running;
		return (now != null && isRunning()) ? now.loop().ping()
				: CompletableFuture.failedFuture(new PigatoClosedException("The broker is not running"));
	}

	@Override
	public List<String> endpoints() {
		Running now = this.running;
		return (now != null) ? now.agent().endpoints() : List.of();
	}

	@Override
	public Optional<String> internalChannel() {
		Running now = this.running;
		return (now != null) ? now.agent().internalChannel() : Optional.empty();
	}

	@Override
	public BrokerSnapshot snapshot() {
		Running now = this.running;
		return (now != null) ? now.agent().snapshot() : BrokerSnapshot.NONE;
	}

	@Override
	public CompletableFuture<List<ServiceSnapshot>> services(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("At least one service has to be asked for, not " + limit);
		}
		Running now = this.running;
		if (now == null) {
			return CompletableFuture.completedFuture(List.of());
		}
		try {
			return CompletableFuture.supplyAsync(() -> now.agent().services(limit), now.loop().eventLoop());
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended: there is nothing left to tell of
			return CompletableFuture.completedFuture(List.of());
		}
	}

	@Override
	public void close() {
		if (move(State.NEW, State.CLOSED) || move(State.STARTING, State.CLOSED)) {
			return;
		}
		Running now = this.running;
		if (!move(State.RUNNING, State.CLOSED) || now == null) {
			return;
		}
		if (now.loop().eventLoop().inLoop()) {
			Thread closer = new Thread(() -> shutDown(now), "pigato-broker-closer");
			closer.setDaemon(true);
			closer.start();
		}
		else {
			shutDown(now);
		}
	}

	private BrokerAgent bind(PigatoLoop loop) {
		BrokerAgent agent = new BrokerAgent(loop, this.settings, this.stopped::countDown);
		CompletableFuture<Void> bound = CompletableFuture.runAsync(() -> agent.start(loop), loop.eventLoop());
		try {
			bound.orTimeout(BIND_LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
			return agent;
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof TimeoutException) {
				throw new PigatoBindException(this.settings.router().binds().toString(),
						"the transport did not answer within " + BIND_LIMIT, ex);
			}
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private void shutDown(Running now) {
		try {
			now.loop().eventLoop().execute(now.agent()::drain);
			Waiting.uninterruptibly(this.stopped, this.settings.shutdownGrace().plus(BEYOND_GRACE),
					now.loop().eventLoop()::isAlive);
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and with it everything that was on it
		}
		leave(now.loop());
	}

	private PigatoLoop openLoop() {
		PigatoLoop shared = this.settings.loop();
		if (shared == null) {
			return PigatoLoop.start("pigato-broker-" + COUNT.incrementAndGet());
		}
		if (shared.eventLoop().inLoop()) {
			throw new IllegalStateException("A broker cannot be started on the loop that it is to run on");
		}
		return shared;
	}

	private void leave(PigatoLoop loop) {
		if (loop != this.settings.loop()) {
			loop.close();
		}
	}

	/** The one way from state to state. */
	private boolean move(State from, State to) {
		return this.state.compareAndSet(from, to);
	}

	private enum State {

		NEW, STARTING, RUNNING, CLOSED

	}

	private record Running(PigatoLoop loop, BrokerAgent agent) {

	}

}
