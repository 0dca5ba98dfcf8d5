package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.pigato.worker.PigatoWorker;

/** Closes workers side by side: each may need the whole grace period. */
final class WorkerClosing {

	private WorkerClosing() {
	}

	/**
	 * Returns when all are closed.
	 * @param workers any number
	 */
	static void closeAll(List<PigatoWorker> workers) {
		CompletableFuture
			.allOf(workers.stream()
				.map((worker) -> CompletableFuture.runAsync(worker::close, WorkerClosing::runOnOwnThread))
				.toArray(CompletableFuture<?>[]::new))
			.join();
	}

	private static void runOnOwnThread(Runnable close) {
		Thread thread = new Thread(close, "pigato-worker-close");
		thread.setDaemon(true);
		thread.start();
	}

}
