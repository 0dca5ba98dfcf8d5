package io.pigato.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Platform threads for tasks that may be over in a microsecond or wait for seconds: as
 * many as tasks run at once, and a queue between. A thread that has done one task takes
 * the next from there, whereas a {@link java.util.concurrent.SynchronousQueue} has one
 * woken for each, which costs more than most tasks do. Safe for use by any thread.
 */
final class ElasticThreads extends ThreadPoolExecutor {

	private final Handover handover;

	/**
	 * Threads that are started when all others are busy.
	 * @param factory makes them
	 * @param limit how many at most, at least 1; tasks beyond are queued
	 * @param idle after how much idleness they end
	 */
	ElasticThreads(ThreadFactory factory, int limit, Duration idle) {
		this(factory, limit, idle, new Handover());
	}

	private ElasticThreads(ThreadFactory factory, int limit, Duration idle, Handover handover) {
		super(0, limit, idle.toNanos(), TimeUnit.NANOSECONDS, handover, factory, ElasticThreads::queue);
		this.handover = handover;
	}

	/**
	 * Allows more threads.
	 * @param threads how many at most; fewer than before change nothing
	 */
	void grow(int threads) {
		if (threads > getMaximumPoolSize()) {
			setMaximumPoolSize(threads);
			List<Runnable> queued = new ArrayList<>();
			this.handover.drainTo(queued);
			queued.forEach(this::execute);
		}
	}

	private static void queue(Runnable task, ThreadPoolExecutor pool) {
		if (pool.isShutdown()) {
			throw new RejectedExecutionException("The threads are closed");
		}
		Handover handover = ((ElasticThreads) pool).handover;
		handover.queue(task);
		// the last thread may have left since the pool found them too many: one that is
		// still there looks into the queue before it is gone
		if (pool.getPoolSize() == 0 && handover.remove(task)) {
			pool.execute(task);
		}
	}

	/**
	 * Takes a task where a thread is sure to come for it; else the pool starts another.
	 * Threads are counted before they look, and leave only if no task counts on them.
	 */
	private static final class Handover extends LinkedBlockingQueue<Runnable> {

		private static final long serialVersionUID = 1;

		/**
		 * Threads that look for tasks, less the tasks; below 0 if there are more tasks.
		 */
		private final AtomicInteger spare = new AtomicInteger();

		@Override
		public boolean offer(Runnable task) {
			return takeSpare() && super.offer(task);
		}

		/** Also if all threads are busy: one of them will come. */
		void queue(Runnable task) {
			this.spare.decrementAndGet();
			super.offer(task);
		}

		@Override
		public @Nullable Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
			this.spare.incrementAndGet();
			while (true) {
				try {
					Runnable task = super.poll(timeout, unit);
					if (task != null || takeSpare()) {
						return task;
					}
				}
				catch (InterruptedException ex) {
					if (takeSpare()) {
						throw ex;
					}
				}
			}
		}

		@Override
		public boolean remove(Object task) {
			boolean removed = super.remove(task);
			this.spare.addAndGet(removed ? 1 : 0);
			return removed;
		}

		@Override
		public int drainTo(Collection<? super Runnable> tasks) {
			int drained = super.drainTo(tasks);
			this.spare.addAndGet(drained);
			return drained;
		}

		private boolean takeSpare() {
			int spare = this.spare.get();
			while (spare > 0 && !this.spare.compareAndSet(spare, spare - 1)) {
				spare = this.spare.get();
			}
			return spare > 0;
		}

	}

}
