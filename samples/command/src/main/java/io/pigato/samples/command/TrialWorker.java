package io.pigato.samples.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import io.pigato.worker.WorkerListener;

/** A worker for the doctor alone, which does what each of its requests says. */
final class TrialWorker implements AutoCloseable {

	static final String ECHO = "echo";

	static final String COUNT = "count";

	static final String FAIL = "fail";

	static final String HANG = "hang";

	static final String ERROR_CODE = "DOCTOR";

	static final int COUNT_TO = 3;

	private static final Duration GRACE = Duration.ofMillis(200);

	private final CountDownLatch registered = new CountDownLatch(1);

	private final Semaphore hanging = new Semaphore(0);

	private final Semaphore released = new Semaphore(0);

	private final PigatoWorker worker;

	TrialWorker(String endpoint, String service) {
		this.worker = PigatoWorker.builder()
			.endpoint(endpoint)
			.service(service)
			.identityPrefix("doctor")
			.concurrency(2)
			.shutdownGrace(GRACE)
			.handler(this::handle)
			.listener(new WorkerListener() {
				@Override
				public void onRegister() {
					TrialWorker.this.registered.countDown();
				}
			})
			.build();
	}

	boolean register(Duration limit) throws InterruptedException {
		this.worker.start();
		return this.registered.await(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	String lastError() {
		return this.worker.lastError().orElse("the broker is silent");
	}

	/** Waits until a request to hang has arrived. */
	boolean awaitHanging(Duration limit) throws InterruptedException {
		return this.hanging.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	/** Waits until it has been told that nobody waits for such a request any more. */
	boolean awaitReleased(Duration limit) throws InterruptedException {
		return this.released.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.worker.close();
	}

	private void handle(ServiceRequest request, Reply reply) {
		switch (String.valueOf(request.data(String.class))) {
			case COUNT -> {
				for (int i = 1; i <= COUNT_TO; i++) {
					reply.write(i);
				}
				reply.end();
			}
			case FAIL -> reply.error(ERROR_CODE, "asked for");
			case HANG -> {
				reply.onCancel(() -> {
					this.released.release();
					reply.end();
				});
				this.hanging.release();
			}
			default -> reply.end(ECHO);
		}
	}

}
