package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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

	private List<ManagedPigatoWorker> ranBefore = List.of();

	private volatile boolean running;

	private volatile @Nullable Thread startingThread;

	/**
	 * A lifecycle that is not started.
	 * @param workers the workers
	 * @param autoStartup which of them start with the context
	 */
	public PigatoWorkerLifecycle(PigatoWorkerRegistry workers, WorkerAutoStartup autoStartup) {
		this.workers = workers;
		this.autoStartup = autoStartup;
	}

	/**
	 * Starts the workers that start with the context, without waiting for the broker; if
	 * none of them does, all but those that must not.
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
			WorkerClosing.stopAll(leaving);
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
	 * run only where the context starts none: otherwise the others would not be started.
	 * @return {@code true} between the two
	 */
	@Override
	public boolean isRunning() {
		return this.running || (!isAutoStartup() && !runningWorkers().isEmpty());
	}

	@Override
	public boolean isAutoStartup() {
		return this.autoStartup.isAny(this.workers.workers());
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
			WorkerClosing.stopAll(starting);
			throw ex;
		}
		finally {
			this.startingThread = null;
		}
	}

	private synchronized List<ManagedPigatoWorker> beginStop() {
		List<ManagedPigatoWorker> leaving = runningWorkers();
		this.ranBefore = leaving;
		this.draining.incrementAndGet();
		this.running = false;
		return leaving;
	}

}
