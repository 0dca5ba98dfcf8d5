package io.pigato.samples.perf;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Bounds the wait for a member. */
final class Readiness {

	private Readiness() {
	}

	/**
	 * Fails what is not complete in time.
	 * @param name whose it is
	 * @param ready to be completed
	 * @param millis how long it may take
	 * @param reason why it takes so long
	 */
	static void limit(String name, CompletableFuture<String> ready, long millis, Supplier<Optional<String>> reason) {
		CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
			.execute(() -> ready.completeExceptionally(new PerfException(name + " has found no broker within " + millis
					+ " ms (--connect-timeout)" + reason.get().map((text) -> ": " + text).orElse(""))));
	}

}
