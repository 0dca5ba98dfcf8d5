package io.pigato.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.pigato.internal.TaskRelay;
import io.pigato.internal.Threads;

/**
 * Threads that several workers may share: as many as requests are handled at once, which
 * the workers bound. A thread takes one request after the other, and a further one is
 * woken only as long as some are waiting. Safe for use by any thread.
 *
 * @since 0.1.0
 * @see PigatoWorker.Builder#executor(Executor)
 */
public final class HandlerThreads implements Executor, AutoCloseable {

	private final Threads.Pool pool;

	private volatile boolean closed;

	private HandlerThreads(Threads.Pool pool) {
		this.pool = pool;
	}

	/**
	 * Daemon platform threads, started when all others are busy, which end when idle for
	 * 30 s.
	 * @param name what their names begin with; a dash and a number follow
	 * @return threads to be closed after the workers
	 */
	public static HandlerThreads named(String name) {
		return new HandlerThreads(Threads.platform(name, Integer.MAX_VALUE));
	}

	/**
	 * Threads of an executor, such as one with a virtual thread for each task.
	 * @param executor stays its owner's; it sees fewer tasks than there are requests,
	 * since each is for several. It must not run tasks on the thread that hands them over
	 * @return threads that need not be closed
	 */
	public static HandlerThreads of(Executor executor) {
		return new HandlerThreads(Threads.given(new TaskRelay(executor)));
	}

	/**
	 * Runs a task soon, on a thread that has none.
	 * @param task what to run
	 * @throws RejectedExecutionException after {@link #close()}, or if the executor that
	 * was given takes no more
	 */
	@Override
	public void execute(Runnable task) {
		if (this.closed) {
			throw new RejectedExecutionException("The threads are closed");
		}
		this.pool.executor().execute(task);
	}

	/** Lets running tasks end and takes no new ones. Does not wait. */
	@Override
	public void close() {
		this.closed = true;
		this.pool.close();
	}

}
