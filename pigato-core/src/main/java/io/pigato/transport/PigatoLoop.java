package io.pigato.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import io.pigato.PigatoClosedException;
import io.pigato.internal.Ticker;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop thread and the transport engines on it, which any number of clients and workers
 * may share. Whoever makes it closes it, after them. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoLoop implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(PigatoLoop.class);

	private static final Duration LOOP_LIMIT = Duration.ofSeconds(3);

	private static final Duration ENGINES_LIMIT = Duration.ofSeconds(2);

	private final String name;

	private final EventLoop eventLoop;

	private final BiFunction<Transport, EventLoop, TransportEngine> selector;

	private final Map<Transport, TransportEngine> engines = new EnumMap<>(Transport.class);

	private final AtomicBoolean closed = new AtomicBoolean();

	PigatoLoop(String name, BiFunction<Transport, EventLoop, TransportEngine> selector) {
		this.name = name;
		this.eventLoop = new EventLoop(name, Ticker.system());
		this.selector = selector;
	}

	/**
	 * Starts a loop on a daemon thread.
	 * @param name of the thread
	 * @return a running loop
	 */
	public static PigatoLoop start(String name) {
		PigatoLoop loop = new PigatoLoop(name, EngineSelector::create);
		loop.eventLoop.start();
		return loop;
	}

	/**
	 * Whether its thread runs.
	 * @return {@code false} after the end, be it closed or failed
	 */
	public boolean isAlive() {
		return this.eventLoop.isAlive();
	}

	/**
	 * Asks it for a sign of life.
	 * @return completed by the loop with the time that took, never while it is stuck, and
	 * exceptionally with a {@link PigatoClosedException} if it has ended. Do not wait for
	 * it on the loop itself
	 */
	public CompletableFuture<Duration> ping() {
		long begin = System.nanoTime();
		CompletableFuture<Duration> answer = new CompletableFuture<>();
		try {
			this.eventLoop.execute(() -> answer.complete(Duration.ofNanos(System.nanoTime() - begin)));
		}
		catch (RejectedExecutionException ex) {
			answer.completeExceptionally(new PigatoClosedException("The loop " + this.name + " is closed", ex));
		}
		return answer;
	}

	/**
	 * The loop itself. Not part of the public API.
	 * @return the loop
	 */
	public EventLoop eventLoop() {
		return this.eventLoop;
	}

	/**
	 * An engine on this loop, made when first asked for. Not part of the public API.
	 * @param transport which
	 * @return the engine
	 * @throws PigatoClosedException if the loop is closed
	 */
	public TransportEngine engine(Transport transport) {
		synchronized (this.engines) {
			if (this.closed.get()) {
				throw new PigatoClosedException("The loop " + this.name + " is closed");
			}
			return this.engines.computeIfAbsent(transport, (wanted) -> this.selector.apply(wanted, this.eventLoop));
		}
	}

	/**
	 * Ends the thread and the engines within 5 seconds, whatever hangs. Clients and
	 * workers that still use it lose their connections. Called on the loop's own thread,
	 * it returns at once and the end follows. Does nothing the second time.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		if (this.eventLoop.inLoop()) {
			this.eventLoop.close(Duration.ZERO);
			Thread closer = new Thread(this::closeAll, this.name + "-closer");
			closer.setDaemon(true);
			closer.start();
		}
		else {
			closeAll();
		}
	}

	private void closeAll() {
		if (!this.eventLoop.close(LOOP_LIMIT)) {
			logger.warn("The loop {} has not ended within {}; its transport is closed all the same", this.name,
					LOOP_LIMIT);
		}
		long end = System.nanoTime() + ENGINES_LIMIT.toNanos();
		for (TransportEngine engine : takeEngines()) {
			close(engine, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
		}
	}

	private List<TransportEngine> takeEngines() {
		synchronized (this.engines) {
			List<TransportEngine> all = new ArrayList<>(this.engines.values());
			this.engines.clear();
			return all;
		}
	}

	private void close(TransportEngine engine, Duration limit) {
		try {
			if (!engine.close(limit)) {
				logger.warn("The transport of the loop {} has not ended within {}", this.name, ENGINES_LIMIT);
			}
		}
		catch (RuntimeException ex) {
			logger.error("The transport of the loop {} could not be closed", this.name, ex);
		}
	}

}
