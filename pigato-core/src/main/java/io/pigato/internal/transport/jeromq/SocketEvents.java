package io.pigato.internal.transport.jeromq;

import java.util.concurrent.RejectedExecutionException;

import io.pigato.internal.transport.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import zmq.ZMQ;

/**
 * Hears of a socket's connections, mostly on JeroMQ's I/O thread, which it must neither
 * block nor throw at: it passes on to the loop what the loop wants to know. (JeroMQ's
 * usual monitor sends messages from the I/O thread, and can block it.)
 */
abstract class SocketEvents implements ZMQ.EventConsummer {

	private static final Logger logger = LoggerFactory.getLogger(SocketEvents.class);

	private final EventLoop loop;

	SocketEvents(EventLoop loop) {
		this.loop = loop;
	}

	/**
	 * Something has happened to a connection.
	 * @param event what JeroMQ says about it
	 */
	abstract void onEvent(ZMQ.Event event);

	@Override
	public final void consume(ZMQ.Event event) {
		try {
			onEvent(event);
		}
		catch (Throwable ex) {
			logger.error("An event of a connection was lost", ex);
		}
	}

	/**
	 * Has something run on the loop; does nothing if that has ended.
	 * @param command what to run
	 */
	final void post(Runnable command) {
		try {
			this.loop.execute(command);
		}
		catch (RejectedExecutionException ex) {
			logger.trace("The loop has ended before an event of a connection", ex);
		}
	}

}
