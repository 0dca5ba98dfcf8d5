package io.pigato.spring.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import org.jspecify.annotations.Nullable;

/**
 * A reply that was asked for before it could come, and all that is derived from it: who
 * waits for it that early, and sets no limit, is told so instead of waiting for ever.
 */
final class EarlyFuture<T extends @Nullable Object> extends CompletableFuture<T> {

	private final Runnable mayWait;

	private EarlyFuture(Runnable mayWait) {
		this.mayWait = mayWait;
	}

	/**
	 * Guards a future.
	 * @param reply completes it; is completed by it otherwise, so that a cancel reaches
	 * the request
	 * @param mayWait throws {@link IllegalStateException} while waiting could not end
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the actions do not fail
	static <T extends @Nullable Object> CompletableFuture<T> of(CompletableFuture<T> reply, Runnable mayWait) {
		EarlyFuture<T> early = new EarlyFuture<>(mayWait);
		reply.whenComplete((value, error) -> {
			if (error != null) {
				early.completeExceptionally(error);
			}
			else {
				early.complete(value);
			}
		});
		early.whenComplete((value, error) -> reply.cancel(false));
		return early;
	}

	@Override
	public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
		return new EarlyFuture<>(this.mayWait);
	}

	@Override
	public T get() throws InterruptedException, ExecutionException {
		check();
		return super.get();
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
