package io.pigato.internal.transport.jeromq;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import io.pigato.internal.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.SocketBase;
import zmq.ZMQ;

/**
 * JeroMQ's threads: one for input and output, one that ends closed sockets. They start
 * with the first socket. Should one of them die, nothing of this context works any more.
 */
final class JeroMqContext {

	private static final Logger logger = LoggerFactory.getLogger(JeroMqContext.class);

	private static final int MAX_SOCKETS = 16_384;

	private final TrackedCtx ctx = new TrackedCtx();

	private final List<Thread> threads = new CopyOnWriteArrayList<>();

	private final String name;

	private final BiConsumer<JeroMqContext, Throwable> onDeath;

	private JeroMqContext(String name, BiConsumer<JeroMqContext, Throwable> onDeath) {
		this.name = name;
		this.onDeath = onDeath;
	}

	/**
	 * A context without threads yet.
	 * @param name the beginning of its threads' names
	 * @param onDeath is told on the dying thread why one of them dies
	 * @return the context
	 */
	static JeroMqContext create(String name, BiConsumer<JeroMqContext, Throwable> onDeath) {
		JeroMqContext context = new JeroMqContext(name, onDeath);
		context.ctx.set(ZMQ.ZMQ_MAX_SOCKETS, MAX_SOCKETS);
		context.ctx.setThreadFactory(context::newThread);
		context.ctx.setNotificationExceptionHandler(
				(thread, ex) -> logger.debug("JeroMQ could not handle what a connection sent", ex));
		return context;
	}

	/**
	 * A socket without options.
	 * @param type of {@link ZMQ}
	 * @return the socket
	 * @throws RuntimeException if there are too many, or no more file descriptors
	 */
	SocketBase createSocket(int type) {
		return this.ctx.createSocket(type);
	}

	/**
	 * Whether all its threads are there, before the first socket too.
	 * @return {@code false} if one has died
	 */
	boolean isAlive() {
		return this.threads.stream().allMatch(Thread::isAlive);
	}

	/**
	 * Ends the threads once all sockets are closed and their lingering is over, however
	 * long that takes.
	 * @throws InterruptedException if the caller is interrupted
	 */
	void terminate() throws InterruptedException {
		this.ctx.terminate();
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/**
	 * Gives back the ports and connections of a context of which a thread has died. What
	 * remains is the other, idle thread.
	 */
	void abandon() {
		this.ctx.closeNetworkChannels();
	}

	private Thread newThread(Runnable task, String role) {
		Thread thread = new JeroMqThread(task, this.name + "-" + role, Ticker.system(), Thread::yield);
		thread.setUncaughtExceptionHandler((dying, ex) -> {
			logger.error("JeroMQ's thread {} has died", dying.getName(), ex);
			this.onDeath.accept(this, ex);
		});
		this.threads.add(thread);
		return thread;
	}

}
