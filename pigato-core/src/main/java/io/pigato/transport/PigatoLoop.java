package io.pigato.transport;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.pigato.internal.Ticker;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;

/**
 * A loop thread and the transport engines on it, which any number of clients and workers
 * may share. Whoever makes it closes it, after them. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoLoop implements AutoCloseable {

	private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

	private final EventLoop eventLoop;

	private final Map<Transport, TransportEngine> engines = new EnumMap<>(Transport.class);

	private PigatoLoop(EventLoop eventLoop) {
		this.eventLoop = eventLoop;
	}

	/**
	 * Starts a loop on a daemon thread.
	 * @param name of the thread
	 * @return a running loop
	 */
	public static PigatoLoop start(String name) {
		PigatoLoop loop = new PigatoLoop(new EventLoop(name, Ticker.system()));
		loop.eventLoop.start();
		return loop;
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
	 */
	public TransportEngine engine(Transport transport) {
		synchronized (this.engines) {
			return this.engines.computeIfAbsent(transport, (wanted) -> EngineSelector.create(wanted, this.eventLoop));
		}
	}

	/**
	 * Ends the thread and the engines within 5 seconds, whatever hangs. Does nothing the
	 * second time.
	 */
	@Override
	public void close() {
		this.eventLoop.close(CLOSE_LIMIT);
		synchronized (this.engines) {
			this.engines.values().forEach((engine) -> engine.close(CLOSE_LIMIT));
			this.engines.clear();
		}
	}

}
