package io.pigato.internal.peer;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has one thing done on an executor as often as there is reason to, never twice at the
 * same time. Safe for use by any thread.
 */
public final class SerialCalls {

	private final Executor executor;

	private final Runnable call;

	private final AtomicInteger signals = new AtomicInteger();

	/**
	 * Calls that nothing asks for yet.
	 * @param executor where they are made; if it refuses or fails, the common pool takes
	 * over
	 * @param call what is done; must not throw
	 */
	public SerialCalls(Executor executor, Runnable call) {
		this.executor = executor;
		this.call = call;
	}

	/** Has the call made once more, after this signal; several may share one call. */
	public void signal() {
		if (this.signals.getAndIncrement() == 0) {
			HandedTask.runSurely(this.executor, this::drain);
		}
	}

	private void drain() {
		int seen = this.signals.get();
		do {
			this.call.run();
			seen = this.signals.addAndGet(-seen);
		}
		while (seen != 0);
	}

}
