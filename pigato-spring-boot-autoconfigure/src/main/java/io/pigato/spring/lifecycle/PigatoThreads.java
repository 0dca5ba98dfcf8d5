package io.pigato.spring.lifecycle;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.pigato.worker.HandlerThreads;
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

	private final HandlerThreads handlers;

	private final HandlerThreads callbacks;

	private final Runnable release;

	private PigatoThreads(HandlerThreads handlers, HandlerThreads callbacks, Runnable release) {
		this.handlers = handlers;
		this.callbacks = callbacks;
		this.release = release;
	}

	/**
	 * Virtual threads.
	 * @return threads
	 */
	public static PigatoThreads virtual() {
		return new PigatoThreads(HandlerThreads.of(new VirtualThreadTaskExecutor("pigato-handler-")),
				HandlerThreads.of(new VirtualThreadTaskExecutor("pigato-callback-")), () -> {
				});
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
		return new PigatoThreads(HandlerThreads.named("pigato-handler"), HandlerThreads.of(callbacks),
				callbacks::shutdown);
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

	/** Lets running tasks end and takes no new ones. */
	@Override
	public void close() {
		this.handlers.close();
		this.callbacks.close();
		this.release.run();
	}

	private static CustomizableThreadFactory daemons(String prefix) {
		CustomizableThreadFactory factory = new CustomizableThreadFactory(prefix);
		factory.setDaemon(true);
		return factory;
	}

}
