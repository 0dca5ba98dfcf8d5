package io.pigato.worker;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How much of what handlers wrote has not left yet. A writer waits while that is too
 * much: the loop never does, and takes a lock only if somebody waits. Safe for use by any
 * thread.
 */
final class HeldBytes {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition freed = this.lock.newCondition();

	private final AtomicLong held = new AtomicLong();

	private final long most;

	/** How many writers wait. */
	private final AtomicInteger waiting = new AtomicInteger();

	HeldBytes(long most) {
		this.most = most;
	}

	/**
	 * Takes bytes, after waiting until what is held is within the bound or waiting is
	 * useless.
	 * @param useful whether to go on waiting, asked now and then
	 */
	void take(long bytes, BooleanSupplier useful) {
		if (isTooMuch()) {
			awaitRoom(useful);
		}
		takeNow(bytes);
	}

	/** Takes bytes without waiting. */
	void takeNow(long bytes) {
		this.held.addAndGet(bytes);
	}

	void release(long bytes) {
		this.held.addAndGet(-bytes);
		// Whoever waits has said so before it looked at what is held
		if (this.waiting.get() > 0 && !isTooMuch()) {
			this.lock.lock();
			try {
				this.freed.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	private boolean isTooMuch() {
		return this.held.get() > this.most;
	}

	private void awaitRoom(BooleanSupplier useful) {
		boolean interrupted = false;
		this.waiting.incrementAndGet();
		this.lock.lock();
		try {
			while (isTooMuch() && useful.getAsBoolean() && !interrupted) {
				interrupted = awaitFreed();
			}
		}
		finally {
			this.lock.unlock();
			this.waiting.decrementAndGet();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
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
