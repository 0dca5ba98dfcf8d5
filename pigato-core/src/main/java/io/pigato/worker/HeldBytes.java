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
		if (!tryTake(bytes) && !awaitRoom(bytes, useful)) {
			takeNow(bytes);
		}
	}

	/** Takes bytes without waiting. */
	void takeNow(long bytes) {
		this.held.addAndGet(bytes);
	}

	void release(long bytes) {
		// Whoever waits has said so before it looked at what is held
		if (this.held.addAndGet(-bytes) <= this.most && this.waiting.get() > 0) {
			this.lock.lock();
			try {
				this.freed.signalAll();
			}
			finally {
				this.lock.unlock();
			}
		}
	}

	/** In one step: of many that find room for one, one has it. */
	private boolean tryTake(long bytes) {
		long now = this.held.get();
		while (now <= this.most && !this.held.compareAndSet(now, now + bytes)) {
			now = this.held.get();
		}
		return now <= this.most;
	}

	/** Whether it has taken the bytes; if not, waiting was useless or interrupted. */
	private boolean awaitRoom(long bytes, BooleanSupplier useful) {
		boolean interrupted = false;
		boolean taken;
		this.waiting.incrementAndGet();
		this.lock.lock();
		try {
			taken = tryTake(bytes);
			while (!taken && useful.getAsBoolean() && !interrupted) {
				interrupted = awaitFreed();
				taken = tryTake(bytes);
			}
		}
		finally {
			this.lock.unlock();
			this.waiting.decrementAndGet();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
		return taken;
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
