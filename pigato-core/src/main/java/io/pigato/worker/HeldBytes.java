package io.pigato.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How much of what handlers wrote has not left yet. A writer waits while that is too
 * much: the loop never does. Safe for use by any thread.
 */
final class HeldBytes {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final long most;

	private long held;

	HeldBytes(long most) {
		this.most = most;
	}

	/**
	 * Takes bytes, after waiting until what is held is within the bound or waiting is
	 * useless.
	 * @param useful whether to go on waiting, asked now and then
	 */
	void take(long bytes, BooleanSupplier useful) {
		this.lock.lock();
		try {
			boolean interrupted = false;
			while (this.held > this.most && useful.getAsBoolean() && !interrupted) {
				interrupted = awaitFreed();
			}
			this.held += bytes;
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Takes bytes without waiting. */
	void takeNow(long bytes) {
		take(bytes, () -> false);
	}

	void release(long bytes) {
		if (bytes == 0) {
			return;
		}
		this.lock.lock();
		try {
			this.held -= bytes;
			if (this.held <= this.most) {
				this.freed.signalAll();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@SuppressWarnings("WaitNotInLoop") // its caller's loop asks again
	private boolean awaitFreed() {
		try {
			this.freed.await(100, TimeUnit.MILLISECONDS);
			return false;
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

}
