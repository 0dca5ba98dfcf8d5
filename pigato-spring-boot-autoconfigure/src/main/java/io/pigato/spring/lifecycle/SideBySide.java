package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Ends several things at once, each of which may take its time. */
final class SideBySide {

	private SideBySide() {
	}

	/**
	 * Returns when all are done, however they go.
	 * @param name of the threads
	 * @param all any number
	 * @param end what takes its time
	 * @throws java.util.concurrent.CompletionException if one has failed
	 */
	static <T> void each(String name, List<T> all, Consumer<? super T> end) {
		CompletableFuture
			.allOf(all.stream()
				.map((one) -> CompletableFuture.runAsync(() -> end.accept(one), (task) -> runOnOwnThread(name, task)))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	private static void runOnOwnThread(String name, Runnable task) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

}
