package io.pigato.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks on threads that it asks for one at a time: the one that comes asks for the
 * next before it runs what it has taken, and goes on until nothing is left. So a task
 * that lasts holds up nobody, while tasks that are over sooner than a thread wakes up, as
 * most are, share a few threads instead of having one woken for each. Safe for use by any
 * thread.
 */
public final class TaskRelay implements Executor {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	/** A thread has been asked for and has not looked for tasks yet. */
	private final AtomicBoolean coming = new AtomicBoolean();

	/** Threads that take tasks until nothing is left. */
	private final AtomicInteger working = new AtomicInteger();

	private final Executor threads;

	/**
	 * A relay without tasks.
	 * @param threads where tasks run, several of them one after the other; it may queue,
	 * but must not run tasks on the thread that hands them over
	 */
	public TaskRelay(Executor threads) {
		this.threads = threads;
	}

	/**
	 * Runs a task soon.
	 * @param task what to run
	 * @throws RejectedExecutionException if the threads take no more, and none is there;
	 * whatever else asking for a thread has thrown, likewise. The task is not run then
	 */
	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
		try {
			ask();
		}
		catch (Throwable ex) {
			boolean refused = this.tasks.remove(task);
			helpStranded();
			if (refused) {
				throw ex;
			}
		}
	}

	private void ask() {
		if (!this.coming.compareAndSet(false, true)) {
			return;
		}
		boolean asked = false;
		try {
			this.threads.execute(this::runTasks);
			asked = true;
		}
		finally {
			if (!asked) {
				this.coming.set(false);
			}
		}
	}

	private void runTasks() {
		this.working.incrementAndGet();
		this.coming.set(false);
		boolean done = false;
		try {
			for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
				askForAnother();
				task.run();
				// As in a pool, an interrupt is not for the next
				Thread.interrupted();
			}
			done = true;
		}
		finally {
			this.working.decrementAndGet();
			if (!done) {
				helpStranded();
			}
		}
	}

	/** Whether there is nothing to do for another, or one has been asked for. */
	private boolean askForAnother() {
		if (this.tasks.isEmpty()) {
			return true;
		}
		try {
			ask();
			return true;
		}
		catch (Throwable ex) {
			// No further thread: those that are there go on
			return false;
		}
	}

	/** Tasks that rely on a thread that does not come, where no other is there. */
	private void helpStranded() {
		if (!askForAnother() && this.working.get() == 0) {
			ForkJoinPool.commonPool().execute(this::runTasks);
		}
	}

}
