package io.pigato.broker;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.internal.Waiting;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a broker: starts and stops the {@link BrokerAgent} on a loop of its own.
 */
final class DefaultPigatoBroker implements PigatoBroker {

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
		if (!this.state.compareAndSet(State.NEW, State.STARTING)) {
			throw new IllegalStateException("The broker was started before; build a new one");
		}
		PigatoLoop loop = PigatoLoop.start("pigato-broker-" + COUNT.incrementAndGet());
		try {
			BrokerAgent agent = new BrokerAgent(loop, this.settings, this.stopped::countDown);
			CompletableFuture.runAsync(() -> agent.start(loop), loop.eventLoop()).join();
			this.running = new Running(loop, agent);
			this.state.set(State.RUNNING);
		}
		catch (CompletionException ex) {
			this.state.set(State.CLOSED);
			loop.close();
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	@Override
	public boolean isRunning() {
		Running now = this.running;
		return this.state.get() == State.RUNNING && now != null && now.loop().eventLoop().isAlive()
				&& !now.agent().hasFailed();
	}

	@Override
	public List<String> endpoints() {
		Running now = this.running;
		return (now != null) ? now.agent().endpoints() : List.of();
	}

	@Override
	public BrokerSnapshot snapshot() {
		Running now = this.running;
		return (now != null) ? now.agent().snapshot() : new BrokerSnapshot(Duration.ZERO, 0, 0, 0, 0);
	}

	@Override
	public void close() {
		Running now = this.running;
		if (this.state.getAndSet(State.CLOSED) != State.RUNNING || now == null) {
			return;
		}
		try {
			now.loop().eventLoop().execute(now.agent()::drain);
			if (!now.loop().eventLoop().inLoop()) {
				Waiting.uninterruptibly(this.stopped, this.settings.shutdownGrace().plus(BEYOND_GRACE),
						now.loop().eventLoop()::isAlive);
			}
		}
		catch (RejectedExecutionException ex) {
			// the loop has ended, and with it everything that was on it
		}
		now.loop().close();
	}

	private enum State {

		NEW, STARTING, RUNNING, CLOSED

	}

	private record Running(PigatoLoop loop, BrokerAgent agent) {

	}

}
