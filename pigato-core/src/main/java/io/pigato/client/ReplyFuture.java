package io.pigato.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * A future, and all that are derived from it, on which not every thread may wait. One
 * that is complete may be read by any.
 */
final class ReplyFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final Runnable mayWait;

	/**
	 * An incomplete future.
	 * @param mayWait throws {@link IllegalStateException} on a thread that must not wait
	 */
	ReplyFuture(Runnable mayWait) {
		this.mayWait = mayWait;
	}

	@Override
	public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
		return new ReplyFuture<>(this.mayWait);
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		check();
		return super.get();
	}

	@Override
	public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
		check();
		return super.get(timeout, unit);
	}

	@Override
	public T join() {
		check();
		return super.join();
	}

	private void check() {
		if (!isDone()) {
			this.mayWait.run();
		}
	}

}
