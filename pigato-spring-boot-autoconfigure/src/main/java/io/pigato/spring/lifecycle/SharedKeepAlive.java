package io.pigato.spring.lifecycle;

/** Keeps the JVM alive from the first worker to the last. Safe for use by any thread. */
final class SharedKeepAlive {

	private final KeepAliveThread thread = new KeepAliveThread("pigato-worker-keep-alive");

	private int users;

	synchronized void acquire() {
		if (this.users++ == 0) {
			this.thread.start();
		}
	}

	synchronized void release() {
		if (--this.users == 0) {
			this.thread.stop();
		}
	}

}
