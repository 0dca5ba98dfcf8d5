package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Stops workers side by side: each may need the whole grace period. */
final class WorkerClosing {

	private WorkerClosing() {
	}

	/**
	 * Returns when all are stopped.
	 * @param workers any number
	 */
	static void stopAll(List<ManagedPigatoWorker> workers) {
		CompletableFuture
			.allOf(workers.stream()
				.map((worker) -> CompletableFuture.runAsync(worker::stop, WorkerClosing::runOnOwnThread))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	private static void runOnOwnThread(Runnable close) {
		Thread thread = new Thread(close, "pigato-worker-close");
		thread.setDaemon(true);
		thread.start();
	}

}
