package io.pigato;

import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Whatever fails at a worker, its one slot is free afterwards. */
class HandlerFailureTests {

	private final PigatoBroker broker = PigatoBroker.builder().bind("inproc://" + UUID.randomUUID()).build();

	private @Nullable PigatoClient client;

	@BeforeEach
	void start() {
		this.broker.start();
		this.client = PigatoClient.builder()
			.endpoint(this.broker.endpoints().get(0))
			.requestOptions(RequestOptions.DEFAULT.withTimeout(Duration.ofSeconds(15)))
			.build();
	}

	@AfterEach
	void close() {
		client().close();
		this.broker.close();
	}

	@Test
	void aFailureThatCannotBeToldOfIsToldAsOne() {
		try (PigatoWorker worker = worker(ForkJoinPool.commonPool(), (request, reply) -> {
			if (Objects.requireNonNull(request.data(Integer.class)) == 0) {
				throw new UnspeakableException();
			}
			reply.end("done");
		})) {
			for (int i = 0; i < 3; i++) {
				assertThatExceptionOfType(PigatoRemoteException.class)
					.isThrownBy(() -> client().request("one", 0, String.class))
					.withMessage("internal error")
					.satisfies((ex) -> assertThat(ex.code()).isEqualTo(ErrorCodes.INTERNAL));
			}
			assertThat(client().request("one", 1, String.class)).isEqualTo("done");
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	@Test
	void aRequestThatItsExecutorFailsToTakeGoesBack() {
		goesBack(() -> {
			throw new IllegalStateException("Meant to fail");
		});
	}

	@Test
	void aRequestThatNoThreadCanBeHadForGoesBack() {
		goesBack(() -> {
			throw new OutOfMemoryError("unable to create native thread");
		});
	}

	@Test
	void aRequestThatWentBackIsNotHandledThoughItsExecutorHadQueuedIt() {
		AtomicBoolean fails = new AtomicBoolean();
		AtomicReference<Runnable> queued = new AtomicReference<>();
		Executor failing = (task) -> {
			if (fails.compareAndSet(true, false)) {
				queued.set(task);
				throw new OutOfMemoryError("unable to create native thread");
			}
			ForkJoinPool.commonPool().execute(task);
		};
		Queue<Integer> handled = new ConcurrentLinkedQueue<>();
		try (PigatoWorker worker = worker(failing, (request, reply) -> {
			handled.add(Objects.requireNonNull(request.data(Integer.class)));
			reply.end("done");
		})) {
			fails.set(true);
			client().service("one").data(0).retrieve().future(String.class);
			await().until(() -> queued.get() != null);
			queued.get().run();
			assertThat(client().request("one", 1, String.class)).isEqualTo("done");
			assertThat(worker.isRegistered()).isTrue();
			assertThat(handled).containsExactly(1);
		}
	}

	private void goesBack(Runnable failure) {
		AtomicBoolean fails = new AtomicBoolean();
		Executor failing = (task) -> {
			if (fails.compareAndSet(true, false)) {
				failure.run();
			}
			ForkJoinPool.commonPool().execute(task);
		};
		try (PigatoWorker worker = worker(failing, (request, reply) -> reply.end("done"))) {
			fails.set(true);
			client().service("one").data(0).retrieve().future(String.class);
			await().untilFalse(fails);
			assertThat(client().request("one", 1, String.class)).isEqualTo("done");
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	private PigatoClient client() {
		return Objects.requireNonNull(this.client);
	}

	private PigatoWorker worker(Executor executor, RequestHandler handler) {
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(this.broker.endpoints().get(0))
			.service("one")
			.concurrency(1)
			.executor(executor)
			.includeErrorMessages(true)
			.shutdownGrace(Duration.ZERO)
			.handler(handler)
			.build();
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

	/** As an exception that an application has made with less care than was due. */
	private static final class UnspeakableException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		@Override
		public String getMessage() {
			throw new UnsupportedOperationException("Meant to fail");
		}

	}

}
