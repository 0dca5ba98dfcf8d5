package io.pigato.spring.lifecycle;

import java.util.Objects;
import java.util.Optional;

import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.jspecify.annotations.Nullable;

/**
 * The worker of one service of the application. It stays the same while the core's worker
 * behind it is made anew at each start, and keeps what was set while it ran. Safe for use
 * by any thread.
 *
 * @since 0.1.0
 */
public final class ManagedPigatoWorker {

	private final PigatoServiceRegistration service;

	private final PigatoWorkerFactory factory;

	private final SharedPigatoLoop loop;

	private final SharedKeepAlive keepAlive;

	private @Nullable PigatoWorker current;

	private @Nullable Integer concurrency;

	private boolean paused;

	ManagedPigatoWorker(PigatoServiceRegistration service, PigatoWorkerFactory factory, SharedPigatoLoop loop,
			SharedKeepAlive keepAlive) {
		this.service = service;
		this.factory = factory;
		this.loop = loop;
		this.keepAlive = keepAlive;
	}

	/**
	 * What the application calls the service.
	 * @return the id, unique within the application
	 */
	public String id() {
		return Objects.requireNonNull(this.service.id(), "id");
	}

	/**
	 * The service that it offers.
	 * @return the name as the broker knows it
	 */
	public String service() {
		return this.service.name();
	}

	/**
	 * Begins to connect and register, with a new worker of the core and without waiting
	 * for the broker. Does nothing if it runs. For workers that do not start with the
	 * application, and after {@link #stop()}.
	 */
	public synchronized void start() {
		if (this.current == null) {
			PigatoWorker worker = create();
			this.current = worker;
			this.keepAlive.acquire();
			worker.start();
		}
	}

	/**
	 * Takes no more requests, lets those that run end within the grace period, and
	 * disconnects. Does nothing if it does not run.
	 */
	public void stop() {
		PigatoWorker leaving = leave();
		if (leaving != null) {
			try {
				leaving.close();
			}
			finally {
				this.loop.release();
			}
		}
	}

	/**
	 * Whether it was started and not stopped.
	 * @return {@code true} between the two, registered or not, paused or not
	 */
	public synchronized boolean isRunning() {
		return this.current != null;
	}

	/**
	 * Whether the broker has acknowledged it.
	 * @return {@code false} also if it does not run
	 */
	public synchronized boolean isRegistered() {
		return this.current != null && this.current.isRegistered();
	}

	/**
	 * Why it is not registered.
	 * @return for people; empty while it is registered or does not run
	 */
	public synchronized Optional<String> lastError() {
		return (this.current != null) ? this.current.lastError() : Optional.empty();
	}

	/**
	 * How many requests it handles at once, or will when it is not paused any more.
	 * @return as set last, by this or by properties and annotation; 0 before the first
	 * start, unless it was set
	 */
	public synchronized int concurrency() {
		return (this.concurrency != null) ? this.concurrency : 0;
	}

	/**
	 * Handles another number of requests at once, from now on and after restarts; what
	 * runs goes on. An executor bean of the service's own must be able to run as many.
	 * @param requests 1 or more
	 * @throws IllegalArgumentException if it is below 1
	 */
	public synchronized void concurrency(int requests) {
		if (requests < 1) {
			throw new IllegalArgumentException("Service '" + id() + "' handles at least 1 request at once, not "
					+ requests + "; pause() stops it");
		}
		this.concurrency = requests;
		if (this.current != null && !this.paused) {
			this.current.concurrency(requests);
		}
	}

	/**
	 * Takes no more requests until {@link #resume()}, also after a restart. What runs
	 * goes on, and the worker stays registered.
	 */
	public synchronized void pause() {
		this.paused = true;
		if (this.current != null) {
			this.current.concurrency(0);
		}
	}

	/** Takes requests again. */
	public synchronized void resume() {
		this.paused = false;
		if (this.current != null) {
			this.current.concurrency(concurrency());
		}
	}

	/**
	 * Whether it was paused.
	 * @return {@code true} between {@link #pause()} and {@link #resume()}
	 */
	public synchronized boolean isPaused() {
		return this.paused;
	}

	private PigatoWorker create() {
		PigatoLoop acquired = this.loop.acquire();
		try {
			PigatoWorker worker = this.factory.create(this.service, acquired);
			if (this.concurrency == null) {
				this.concurrency = worker.concurrency();
			}
			int wanted = this.paused ? 0 : this.concurrency;
			if (wanted != worker.concurrency()) {
				worker.concurrency(wanted);
			}
			return worker;
		}
		catch (Throwable ex) {
			this.loop.release();
			throw ex;
		}
	}

	private synchronized @Nullable PigatoWorker leave() {
		PigatoWorker leaving = this.current;
		if (leaving != null) {
			this.current = null;
			this.keepAlive.release();
		}
		return leaving;
	}

	@Override
	public String toString() {
		return "Worker of service '" + service() + "'";
	}

}
