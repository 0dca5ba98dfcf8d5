package io.pigato.client;

import java.util.concurrent.Executor;

import io.pigato.internal.peer.HandedTask;

/**
 * Runs callbacks, never on the loop, and knows which threads are running one: those must
 * not wait for replies, since the pool that would complete them may be waiting as a
 * whole.
 */
final class CallbackThreads {

	/** A note for each thread: to make and remove one costs more than many a callback. */
	private static final ThreadLocal<boolean[]> IN_CALLBACK = ThreadLocal.withInitial(() -> new boolean[1]);

	private CallbackThreads() {
	}

	static void run(Executor executor, Runnable callback) {
		HandedTask.runSurely(executor, () -> marked(callback));
	}

	static boolean isCurrent() {
		return IN_CALLBACK.get()[0];
	}

	private static void marked(Runnable callback) {
		boolean[] inCallback = IN_CALLBACK.get();
		boolean before = inCallback[0];
		inCallback[0] = true;
		try {
			callback.run();
		}
		finally {
			inCallback[0] = before;
		}
	}

}
