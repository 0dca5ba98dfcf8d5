package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoServiceRegistry;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a worker for each service of the application while the context runs, and keeps the
 * JVM alive meanwhile if there is any. Stopping lets running requests end within the
 * grace period. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoWorkerLifecycle implements SmartLifecycle {

	/** After broker and clients, and before a web server. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private static final Logger logger = LoggerFactory.getLogger(PigatoWorkerLifecycle.class);

	private final PigatoServiceRegistry services;

	private final PigatoWorkerFactory factory;

	private final SharedPigatoLoop loop;

	private final boolean autoStartup;

	private final KeepAliveThread keepAlive = new KeepAliveThread("pigato-worker-keep-alive");

	private final AtomicInteger draining = new AtomicInteger();

	private List<PigatoWorker> workers = List.of();

	private volatile boolean running;

	/**
	 * A lifecycle that is not started.
	 * @param services what to offer
	 * @param factory makes a new worker for each service at each start
	 * @param loop what the workers run on
	 * @param autoStartup whether they start with the context
	 */
	public PigatoWorkerLifecycle(PigatoServiceRegistry services, PigatoWorkerFactory factory, SharedPigatoLoop loop,
			boolean autoStartup) {
		this.services = services;
		this.factory = factory;
		this.loop = loop;
		this.autoStartup = autoStartup;
	}

	/** Makes and starts the workers, without waiting for the broker. */
	@Override
	public synchronized void start() {
		if (this.running) {
			return;
		}
		if (!this.services.registrations().isEmpty()) {
			this.workers = create(this.loop.acquire());
			this.workers.forEach(PigatoWorker::start);
			this.keepAlive.start();
			logger.info("PIGATO workers started for {}",
					this.workers.stream().map(PigatoWorker::service).collect(Collectors.joining(", ")));
		}
		this.running = true;
	}

	/** Closes the workers, all at once, within their grace period and a little. */
	@Override
	public void stop() {
		List<PigatoWorker> leaving = beginStop();
		try {
			if (!leaving.isEmpty()) {
				WorkerClosing.closeAll(leaving);
				this.loop.release();
			}
		}
		finally {
			this.draining.decrementAndGet();
		}
	}

	@Override
	public void stop(Runnable callback) {
		AsynchronousStop.run("pigato-worker-stop", this::stop, callback);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * The workers of the present start.
	 * @return an unmodifiable list, in the order of the services
	 */
	public synchronized List<PigatoWorker> workers() {
		return this.workers;
	}

	/** Whether requests to this application's services can be answered by now. */
	boolean isServing() {
		return this.running || this.draining.get() > 0 || !this.autoStartup;
	}

	private List<PigatoWorker> create(PigatoLoop acquired) {
		List<PigatoWorker> created = new ArrayList<>();
		try {
			for (PigatoServiceRegistration service : this.services.registrations()) {
				created.add(this.factory.create(service, acquired));
			}
			return List.copyOf(created);
		}
		catch (RuntimeException ex) {
			WorkerClosing.closeAll(created);
			this.loop.release();
			throw ex;
		}
	}

	private synchronized List<PigatoWorker> beginStop() {
		List<PigatoWorker> leaving = this.workers;
		this.draining.incrementAndGet();
		this.workers = List.of();
		this.running = false;
		this.keepAlive.stop();
		return leaving;
	}

}
