package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs the workers of the application while the context runs, and keeps the JVM alive
 * meanwhile if there are any. Stopping lets running requests end within the grace period.
 * What was started by hand and ran when the context stopped, or was paused, is started
 * again with it. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoWorkerLifecycle implements SmartLifecycle {

	/** After broker and clients, and before a web server. */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 4096;

	private static final Logger logger = LoggerFactory.getLogger(PigatoWorkerLifecycle.class);

	private final PigatoWorkerRegistry workers;

	private final WorkerAutoStartup autoStartup;

	private final AtomicInteger draining = new AtomicInteger();

	private final BooleanSupplier closing;

	private volatile List<ManagedPigatoWorker> ranBefore = List.of();

	private volatile boolean running;

	private volatile @Nullable Thread startingThread;

	/**
	 * A lifecycle that is not started.
	 * @param workers the workers
	 * @param autoStartup which of them start with the context
	 */
	public PigatoWorkerLifecycle(PigatoWorkerRegistry workers, WorkerAutoStartup autoStartup) {
		this(workers, autoStartup, () -> false);
	}

	/**
	 * A lifecycle that is not started.
	 * @param workers the workers
	 * @param autoStartup which of them start with the context
	 * @param closing whether the context closes for good, and with it every worker
	 */
	public PigatoWorkerLifecycle(PigatoWorkerRegistry workers, WorkerAutoStartup autoStartup, BooleanSupplier closing) {
		this.workers = workers;
		this.autoStartup = autoStartup;
		this.closing = closing;
	}

	/**
	 * Starts the workers that start with the context and those that ran when it stopped,
	 * without waiting for the broker; if there are none of either, all but those that
	 * must not.
	 */
	@Override
	public synchronized void start() {
		if (this.running) {
			return;
		}
		boolean otherwise = this.autoStartup.byDefault() || !isAutoStartup();
		List<ManagedPigatoWorker> starting = this.workers.workers()
			.stream()
			.filter((worker) -> !worker.isRunning())
			.filter((worker) -> this.autoStartup.includes(worker, otherwise) || this.ranBefore.contains(worker))
			.toList();
		startAll(starting);
		if (!starting.isEmpty()) {
			logger.info("PIGATO workers started for {}",
					starting.stream().map(ManagedPigatoWorker::service).collect(Collectors.joining(", ")));
		}
	}

	/** Stops all workers at once, within their grace period and a little. */
	@Override
	public void stop() {
		List<ManagedPigatoWorker> leaving = beginStop();
		try {
			stopAll(leaving);
		}
		finally {
			this.draining.decrementAndGet();
		}
	}

	@Override
	public void stop(Runnable callback) {
		AsynchronousStop.run("pigato-worker-stop", this::stop, callback);
	}

	/**
	 * Whether it was started and not stopped. Workers that were started by hand make it
	 * run where the context starts no others, which would not be started otherwise, and
	 * while it closes, so that they are stopped in their phase.
	 * @return {@code true} between the two
	 */
	@Override
	public boolean isRunning() {
		boolean nothingToStart = this.closing.getAsBoolean() || !isAutoStartup();
		return this.running || (nothingToStart && !runningWorkers().isEmpty());
	}

	/**
	 * Whether a start of the context has to start anything: also what was started by hand
	 * and ran when the context stopped or was paused, and does not run by now.
	 */
	@Override
	public boolean isAutoStartup() {
		return this.autoStartup.isAny(this.workers.workers())
				|| this.ranBefore.stream().anyMatch((worker) -> !worker.isRunning());
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Whether requests to this application's services can be answered by now, or will be
	 * soon: while workers start, those that run already may wait for the others, but not
	 * the thread that starts them.
	 */
	boolean isServing() {
		Thread starting = this.startingThread;
		boolean soon = starting != null && starting != Thread.currentThread();
		return soon || this.running || this.draining.get() > 0 || !this.autoStartup.byDefault();
	}

	private List<ManagedPigatoWorker> runningWorkers() {
		return this.workers.workers().stream().filter(ManagedPigatoWorker::isRunning).toList();
	}

	private void startAll(List<ManagedPigatoWorker> starting) {
		this.startingThread = Thread.currentThread();
		try {
			starting.forEach(ManagedPigatoWorker::start);
			this.running = true;
		}
		catch (Throwable ex) {
			stopAll(starting);
			throw ex;
		}
		finally {
			this.startingThread = null;
		}
	}

	private static void stopAll(List<ManagedPigatoWorker> workers) {
		SideBySide.each("pigato-worker-close", workers, ManagedPigatoWorker::stop);
	}

	private synchronized List<ManagedPigatoWorker> beginStop() {
		List<ManagedPigatoWorker> leaving = runningWorkers();
		this.ranBefore = leaving;
		this.draining.incrementAndGet();
		this.running = false;
		return leaving;
	}

}
