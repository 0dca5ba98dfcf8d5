package io.pigato.client;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs callbacks, never on the loop, and knows which threads are running one: those must
 * not wait for replies, since the pool that would complete them may be waiting as a
 * whole.
 */
final class CallbackThreads {

	private static final ThreadLocal<Boolean> IN_CALLBACK = ThreadLocal.withInitial(() -> false);

	private CallbackThreads() {
	}

	static void run(Executor executor, Runnable callback) {
		Runnable marked = () -> marked(callback);
		try {
			executor.execute(marked);
		}
		catch (RejectedExecutionException ex) {
			ForkJoinPool.commonPool().execute(marked);
		}
	}

	static boolean isCurrent() {
		return IN_CALLBACK.get();
	}

	private static void marked(Runnable callback) {
		IN_CALLBACK.set(true);
		try {
			callback.run();
		}
		finally {
			IN_CALLBACK.remove();
		}
	}

}
