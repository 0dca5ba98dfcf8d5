package io.pigato.spring.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops something on a thread of its own, as the lifecycle's callback form wants it. */
final class AsynchronousStop {

	private static final Logger logger = LoggerFactory.getLogger(AsynchronousStop.class);

	private AsynchronousStop() {
	}

	/**
	 * Runs the stop and then the callback, whatever happens to the stop.
	 * @param name of the thread
	 * @param stop what takes its time
	 * @param callback called once
	 */
	static void run(String name, Runnable stop, Runnable callback) {
		Thread thread = new Thread(() -> {
			try {
				stop.run();
			}
			catch (RuntimeException ex) {
				logger.warn("Stopping did not go well on {}", name, ex);
			}
			finally {
				callback.run();
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
	}

}
