package io.pigato.spring.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jspecify.annotations.Nullable;

/**
 * A future in place of the core's, completed as interceptors want it: they are told of
 * the outcome first, and what depends on it runs where they hand it over.
 */
final class HandedOverFuture {

	private HandedOverFuture() {
	}

	/** However it is completed before the reply, the request is cancelled. */
	@SuppressWarnings("FutureReturnValueIgnored") // the actions do not fail
	static <T> CompletableFuture<@Nullable T> of(CompletableFuture<@Nullable T> core, ObservedOutcome outcome) {
		CompletableFuture<@Nullable T> handedOver = core.newIncompleteFuture();
		core.whenComplete((value, error) -> {
			if (error != null) {
				outcome.failed(error);
				outcome.handOver(() -> handedOver.completeExceptionally(unwrap(error)));
			}
			else {
				outcome.succeeded();
				outcome.handOver(() -> handedOver.complete(value));
			}
		});
		handedOver.whenComplete((value, error) -> core.cancel(false));
		return handedOver;
	}

	private static Throwable unwrap(Throwable error) {
		return (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
	}

}
