package io.pigato.internal.peer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener what happened: in order, one at a time, on an executor and so never on
 * the loop. What a listener throws is logged. Safe for use by any thread.
 */
public final class ListenerCalls {

	private static final Logger logger = LoggerFactory.getLogger(ListenerCalls.class);

	private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();

	private final SerialCalls calls;

	/**
	 * Without anything to tell yet.
	 * @param executor where the listener is called
	 */
	public ListenerCalls(Executor executor) {
		this.calls = new SerialCalls(executor, this::tellAll);
	}

	/**
	 * Tells of one more event, after those before it.
	 * @param event calls the listener
	 */
	public void tell(Runnable event) {
		this.events.add(event);
		this.calls.signal();
	}

	private void tellAll() {
		for (Runnable event = this.events.poll(); event != null; event = this.events.poll()) {
			try {
				event.run();
			}
			catch (Throwable ex) {
				logger.error("A listener failed", ex);
			}
		}
	}

}
