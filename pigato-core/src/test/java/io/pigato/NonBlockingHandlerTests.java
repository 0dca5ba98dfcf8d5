package io.pigato;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Handlers and callbacks that declare themselves non-blocking: they run on the loop. */
class NonBlockingHandlerTests {

	private final PigatoLoop loop = PigatoLoop.start("direct");

	private final PigatoBroker broker = PigatoBroker.builder().bind("tcp://127.0.0.1:0").loop(this.loop).build();

	@AfterEach
	void closeAll() {
		this.broker.close();
		this.loop.close();
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void handlersAndContinuationsRunOnTheLoop(Transport transport) {
		Set<String> threads = ConcurrentHashMap.newKeySet();
		try (PigatoWorker worker = worker(transport, (request, reply) -> {
			threads.add(Thread.currentThread().getName());
			reply.end(request.data(Integer.class));
		}); PigatoClient client = client(transport)) {
			List<CompletableFuture<Integer>> replies = IntStream.range(0, 1000)
				.mapToObj((i) -> client.service("direct").data(i).retrieve().future(Integer.class))
				.map((future) -> future.whenComplete((value, error) -> threads.add(Thread.currentThread().getName())))
				.toList();
			for (int i = 0; i < replies.size(); i++) {
				assertThat(replies.get(i)).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(i);
			}
			assertThat(worker.isRegistered()).isTrue();
		}
		threads.remove(Thread.currentThread().getName());
		assertThat(threads).containsExactly("direct");
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void aHandlerThatFailsOnTheLoopHarmsNothingElse(Transport transport) {
		try (PigatoWorker worker = worker(transport, (request, reply) -> {
			if (request.data(Integer.class) % 2 == 0) {
				throw new StackOverflowError("even");
			}
			reply.write("half");
			reply.end("odd");
		}); PigatoClient client = client(transport)) {
			for (int i = 0; i < 20; i += 2) {
				int even = i;
				assertThatExceptionOfType(PigatoRemoteException.class)
					.isThrownBy(() -> client.request("direct", even, String.class))
					.withMessage("internal error");
				assertThat(client.service("direct").data(even + 1).retrieve().stream(String.class))
					.containsExactly("half", "odd");
			}
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void aHandlerOnTheLoopAsksAnotherWithoutWaiting(Transport transport) {
		PigatoClient client = client(transport);
		try (PigatoWorker worker = worker(transport, (request, reply) -> {
			int depth = Objects.requireNonNull(request.data(Integer.class));
			if (depth == 0) {
				reply.end("bottom");
				return;
			}
			client.service("direct")
				.data(depth - 1)
				.retrieve()
				.future(String.class)
				.whenComplete((value, error) -> reply.end(value));
		}); client) {
			assertThat(client.request("direct", 30, String.class)).isEqualTo("bottom");
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void aHandlerThatWouldWaitOnTheLoopIsRefused(Transport transport) {
		PigatoClient client = client(transport);
		CompletableFuture<Throwable> refused = new CompletableFuture<>();
		try (PigatoWorker worker = worker(transport, (request, reply) -> {
			try {
				reply.end(client.request("direct", 1, String.class));
			}
			catch (IllegalStateException ex) {
				refused.complete(ex);
				throw ex;
			}
		}); client) {
			assertThatExceptionOfType(PigatoRemoteException.class)
				.isThrownBy(() -> client.request("direct", 1, String.class));
			assertThat(refused).isCompletedWithValueMatching((ex) -> ex.getMessage().contains("must not wait"));
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void whatFailsOnCancelHoldsNoSlot(Transport transport) {
		CompletableFuture<Void> begun = new CompletableFuture<>();
		try (PigatoWorker worker = worker(transport, 1, (request, reply) -> {
			if (request.data(Integer.class) == 0) {
				reply.onCancel(() -> {
					throw new IllegalStateException("Meant to fail");
				});
				begun.complete(null);
			}
			else {
				reply.end("done");
			}
		}); PigatoClient client = client(transport)) {
			CompletableFuture<String> reply = client.service("direct").data(0).retrieve().future(String.class);
			assertThat(begun).succeedsWithin(Duration.ofSeconds(30));
			reply.cancel(false);
			assertThat(client.service("direct").data(1).retrieve().future(String.class))
				.succeedsWithin(Duration.ofSeconds(30))
				.isEqualTo("done");
			assertThat(worker.isRegistered()).isTrue();
		}
	}

	@ParameterizedTest
	@EnumSource(Transport.class)
	void whatFailsOnCancelDoesNotKeepTheWorkerFromClosing(Transport transport) {
		CompletableFuture<Void> begun = new CompletableFuture<>();
		CompletableFuture<Void> cancelled = new CompletableFuture<>();
		try (PigatoClient client = client(transport)) {
			PigatoWorker worker = worker(transport, (request, reply) -> {
				reply.onCancel(() -> {
					cancelled.complete(null);
					throw new IllegalStateException("Meant to fail");
				});
				begun.complete(null);
			});
			client.service("direct").data(0).retrieve().future(String.class);
			assertThat(begun).succeedsWithin(Duration.ofSeconds(30));
			worker.close();
			assertThat(cancelled).isCompleted();
			assertThat(worker.isRegistered()).isFalse();
		}
	}

	private PigatoWorker worker(Transport transport, RequestHandler handler) {
		return worker(transport, 100, handler);
	}

	private PigatoWorker worker(Transport transport, int concurrency, RequestHandler handler) {
		if (!this.broker.isRunning()) {
			this.broker.start();
		}
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(this.broker.endpoints().get(0))
			.transport(transport)
			.loop(this.loop)
			.executor(Runnable::run)
			.service("direct")
			.concurrency(concurrency)
			.shutdownGrace(Duration.ofMillis(100))
			.handler(handler)
			.build();
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

	private PigatoClient client(Transport transport) {
		if (!this.broker.isRunning()) {
			this.broker.start();
		}
		return PigatoClient.builder()
			.endpoint(this.broker.endpoints().get(0))
			.transport(transport)
			.loop(this.loop)
			.callbackExecutor(Runnable::run)
			.build();
	}

}
