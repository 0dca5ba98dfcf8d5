package io.pigato.spring.lifecycle;

import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM alive, which all of PIGATO's own threads do not, being daemons. Not
 * thread-safe.
 */
final class KeepAliveThread {

	private final String name;

	private @Nullable CountDownLatch end;

	KeepAliveThread(String name) {
		this.name = name;
	}

	void start() {
		CountDownLatch latch = new CountDownLatch(1);
		Thread thread = new Thread(() -> await(latch), this.name);
		thread.setDaemon(false);
		this.end = latch;
		thread.start();
	}

	void stop() {
		if (this.end != null) {
			this.end.countDown();
			this.end = null;
		}
	}

	private static void await(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// whoever interrupts all threads must not end the application by that
			}
		}
	}

}
