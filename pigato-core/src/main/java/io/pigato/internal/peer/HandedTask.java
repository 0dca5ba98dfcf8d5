package io.pigato.internal.peer;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task on its way to an executor: run once at most. An executor that throws has not
 * always refused: a pool that finds no thread may have queued the task before it looked
 * for one, and one that runs tasks at once throws what they throw. Safe for use by any
 * thread.
 */
public final class HandedTask implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(HandedTask.class);

	private final AtomicReference<@Nullable Runnable> task;

	/**
	 * A task that nobody has begun with.
	 * @param task what to run
	 */
	public HandedTask(Runnable task) {
		this.task = new AtomicReference<>(task);
	}

	/**
	 * Has an executor run a task, or the common pool, if that takes none. What a task
	 * throws on the thread that hands it over is logged.
	 * @param executor may refuse or fail
	 * @param task what to run, once
	 */
	public static void runSurely(Executor executor, Runnable task) {
		HandedTask handed = new HandedTask(task);
		try {
			executor.execute(handed);
		}
		catch (Throwable ex) {
			if (!handed.takeBack()) {
				logger.error("A task has failed, or its executor has after it had begun", ex);
				return;
			}
			if (ex instanceof RejectedExecutionException) {
				logger.debug("An executor takes no task, the common pool does it", ex);
			}
			else {
				logger.warn("An executor has failed to take a task, the common pool does it", ex);
			}
			ForkJoinPool.commonPool().execute(task);
		}
	}

	@Override
	public void run() {
		Runnable begun = this.task.getAndSet(null);
		if (begun != null) {
			begun.run();
		}
	}

	/**
	 * Takes the task from the executor that threw.
	 * @return {@code true} if it has not begun; then it never does by {@link #run()}
	 */
	public boolean takeBack() {
		return this.task.getAndSet(null) != null;
	}

}
