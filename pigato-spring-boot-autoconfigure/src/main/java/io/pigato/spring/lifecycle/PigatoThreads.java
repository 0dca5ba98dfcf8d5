package io.pigato.spring.lifecycle;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads that run what the application has written: its handlers and callbacks.
 * Either virtual ones or daemon platform threads, which end when idle for 30 s. Safe for
 * use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoThreads implements AutoCloseable {

	private static final long IDLE_SECONDS = 30;

	private static final int VIRTUAL_CONCURRENCY = 100;

	private static final int PLATFORM_CONCURRENCY = 10;

	private final Executor handlers;

	private final Executor callbacks;

	private final int defaultConcurrency;

	private PigatoThreads(Executor handlers, Executor callbacks, int defaultConcurrency) {
		this.handlers = handlers;
		this.callbacks = callbacks;
		this.defaultConcurrency = defaultConcurrency;
	}

	/**
	 * A virtual thread for each task.
	 * @return threads
	 */
	public static PigatoThreads virtual() {
		return new PigatoThreads(new VirtualThreadTaskExecutor("pigato-handler-"),
				new VirtualThreadTaskExecutor("pigato-callback-"), VIRTUAL_CONCURRENCY);
	}

	/**
	 * A platform thread for each running request, of which the workers bound the number,
	 * and some for callbacks, which are expected to be short.
	 * @return threads
	 */
	public static PigatoThreads platform() {
		int callbackThreads = Math.max(2, Runtime.getRuntime().availableProcessors());
		ThreadPoolExecutor callbacks = new ThreadPoolExecutor(callbackThreads, callbackThreads, IDLE_SECONDS,
				TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons("pigato-callback-"));
		callbacks.allowCoreThreadTimeOut(true);
		ThreadPoolExecutor handlers = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
				new SynchronousQueue<>(), daemons("pigato-handler-"));
		return new PigatoThreads(handlers, callbacks, PLATFORM_CONCURRENCY);
	}

	/**
	 * Where handlers run.
	 * @return never refuses or queues a task until closed
	 */
	public Executor handlers() {
		return this.handlers;
	}

	/**
	 * Where callbacks run.
	 * @return may queue tasks
	 */
	public Executor callbacks() {
		return this.callbacks;
	}

	/**
	 * How many requests a worker handles at once if nobody says.
	 * @return 100 on virtual threads, 10 on platform threads
	 */
	public int defaultConcurrency() {
		return this.defaultConcurrency;
	}

	/** Lets running tasks end and takes no new ones. */
	@Override
	public void close() {
		shutdown(this.handlers);
		shutdown(this.callbacks);
	}

	private static void shutdown(Executor executor) {
		if (executor instanceof ThreadPoolExecutor pool) {
			pool.shutdown();
		}
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

}
