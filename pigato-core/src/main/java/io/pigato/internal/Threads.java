package io.pigato.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The executors that user code runs on where the user gives none: virtual threads where
 * the JVM has them (21 and later), else daemon platform threads. Safe for use by any
 * thread.
 */
public final class Threads {

	private static final Duration IDLE = Duration.ofSeconds(30);

	private Threads() {
	}

	/**
	 * Whether this JVM has virtual threads.
	 * @return {@code true} on 21 and later
	 */
	public static boolean hasVirtual() {
		return Runtime.version().feature() >= 21;
	}

	/**
	 * An executor that somebody else owns.
	 * @param executor the executor
	 * @return a pool whose closing does nothing
	 */
	public static Pool given(Executor executor) {
		return new Pool(executor, Threads::neverMore, () -> {
		});
	}

	/**
	 * An executor that runs as many tasks at once as it is said to, and queues what is
	 * beyond.
	 * @param name what its threads' names begin with
	 * @param threads how many tasks run at once, if they are platform threads
	 * @return a pool of its own
	 */
	public static Pool handlers(String name, int threads) {
		if (!hasVirtual()) {
			return platform(name, threads);
		}
		ExecutorService virtual = newVirtualPerTask();
		return new Pool(new TaskRelay(virtual), Threads::neverMore, virtual::shutdown);
	}

	/**
	 * An executor for short callbacks.
	 * @param name what its threads' names begin with
	 * @return a pool of its own
	 */
	public static Pool callbacks(String name) {
		return handlers(name, Math.max(2, Runtime.getRuntime().availableProcessors()));
	}

	/**
	 * An executor of platform threads.
	 * @param name what its threads' names begin with
	 * @param threads how many at most, at least 1; they end when idle for 30 s
	 * @return a pool of its own
	 */
	public static Pool platform(String name, int threads) {
		ElasticThreads own = new ElasticThreads(daemons(name), threads, IDLE);
		return new Pool(new TaskRelay(own), own::grow, own::shutdown);
	}

	private static void neverMore(int threads) {
		// There is no bound that could grow
	}

	private static ThreadFactory daemons(String name) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/** By method handle, since the project is compiled for Java 17. */
	private static ExecutorService newVirtualPerTask() {
		try {
			MethodHandle factory = MethodHandles.publicLookup()
				.findStatic(Executors.class, "newVirtualThreadPerTaskExecutor",
						MethodType.methodType(ExecutorService.class));
			return (ExecutorService) factory.invoke();
		}
		catch (Throwable ex) {
			throw new IllegalStateException("This JVM should have virtual threads", ex);
		}
	}

	/**
	 * An executor and how to let go of it.
	 *
	 * @param executor where tasks run
	 * @param grow allows so many threads, where it bounds them and has fewer
	 * @param release lets running tasks end and takes no new ones
	 */
	public record Pool(Executor executor, IntConsumer grow, Runnable release) implements AutoCloseable {

		@Override
		public void close() {
			this.release.run();
		}

	}

}
