package com.example.quants;

import java.util.concurrent.CountDownLatch;

import io.pigato.worker.PigatoWorker;

/** Takes a part and never has done with it: somebody has to end its process. */
final class StuckWorker {

	private StuckWorker() {
	}

	public static void main(String[] args) throws InterruptedException {
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(args[0])
			.service("quants.losses")
			.concurrency(1)
			.handler((request, reply) -> {
				System.out.println("I hold a part");
				new CountDownLatch(1).await();
			})
			.build();
		worker.start();
		new CountDownLatch(1).await();
	}

}
