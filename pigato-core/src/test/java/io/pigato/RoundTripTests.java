package io.pigato;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.RequestHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * Client, broker and worker through their public API, in process and over TCP with each
 * engine.
 */
@ParameterizedClass
@MethodSource("transportsAndBinds")
class RoundTripTests {

	@Parameter(0)
	Transport transport = Transport.JEROMQ;

	@Parameter(1)
	String bind = "";

	private final List<AutoCloseable> open = new ArrayList<>();

	static Stream<Arguments> transportsAndBinds() {
		return Stream.concat(Stream.of(Arguments.of(Transport.values()[0], "inproc://round-trip-" + UUID.randomUUID())),
				Stream.of(Transport.values()).map((each) -> Arguments.of(each, "tcp://127.0.0.1:0")));
	}

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void echo() {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(request.data(String.class)));
		assertThat(client(broker).request("echo", "grüße", String.class)).isEqualTo("grüße");
	}

	@Test
	void futureCompletesOnACallbackThread() throws Exception {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(request.data(new PayloadType<List<Integer>>() {
		})));
		CompletableFuture<Integer> sum = client(broker).service("echo")
			.data(List.of(1, 2, 3))
			.retrieve()
			.future(new PayloadType<List<Integer>>() {
			})
			.thenApply((list) -> list.stream().mapToInt(Integer::intValue).sum());
		assertThat(sum.get(20, TimeUnit.SECONDS)).isEqualTo(6);
	}

	@Test
	void streamGivesPartialsInOrderAndThenTheFinalValue() {
		PigatoBroker broker = broker();
		worker(broker, "count", (request, reply) -> {
			int last = request.data(Integer.class);
			for (int i = 0; i < last; i++) {
				reply.write(i);
			}
			reply.end(last);
		});
		try (Stream<Integer> stream = client(broker).service("count").data(1000).retrieve().stream(Integer.class)) {
			assertThat(stream).containsExactlyElementsOf(IntStream.rangeClosed(0, 1000).boxed().toList());
		}
	}

	@Test
	void publisherHonoursDemandAndCompletes() {
		PigatoBroker broker = broker();
		worker(broker, "count", (request, reply) -> {
			IntStream.range(0, 10).forEach(reply::write);
			reply.end();
		});
		Collector collector = new Collector();
		client(broker).service("count").retrieve().publisher(Integer.class).subscribe(collector);
		collector.request(3);
		await().until(() -> collector.items.size() == 3);
		assertThat(collector.done.getCount()).isOne();
		collector.request(100);
		await().until(() -> collector.done.getCount() == 0);
		assertThat(collector.items).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
	}

	@Test
	void headersAndOptionsReachTheHandler() {
		PigatoBroker broker = broker();
		worker(broker, "headers", (request, reply) -> reply
			.end(List.of(request.headers().get("tenant"), request.options().get("colour"), request.service())));
		List<?> seen = client(broker).service("headers")
			.options(RequestOptions.DEFAULT.withOther("colour", "red"))
			.header("tenant", "acme")
			.retrieve()
			.body(List.class);
		assertThat((Object) seen).isEqualTo(List.of("acme", "red", "headers"));
	}

	@Test
	void serviceExceptionTravelsWithCodeMessageAndDetails() {
		PigatoBroker broker = broker();
		worker(broker, "fail", (request, reply) -> {
			throw new PigatoServiceException("OUT_OF_STOCK", "none left", Map.of("item", 7));
		});
		PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
				() -> client(broker).request("fail", null, String.class));
		assertThat(error.code()).isEqualTo("OUT_OF_STOCK");
		assertThat(error).hasMessage("none left");
		assertThat(error.details()).isEqualTo(Map.of("item", 7));
	}

	@Test
	void unexpectedExceptionTellsNothingOfItself() {
		PigatoBroker broker = broker();
		worker(broker, "fail", (request, reply) -> {
			throw new IllegalStateException("password=secret");
		});
		PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
				() -> client(broker).request("fail", null, String.class));
		assertThat(error.code()).isEqualTo(ErrorCodes.INTERNAL);
		assertThat(error).hasMessage("internal error");
	}

	@Test
	void unreadablePayloadIsTheCallersFault() {
		PigatoBroker broker = broker();
		worker(broker, "number", (request, reply) -> reply.end(request.data(Integer.class)));
		PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
				() -> client(broker).request("number", "seven", Integer.class));
		assertThat(error.code()).isEqualTo(ErrorCodes.INVALID_PAYLOAD);
	}

	@Test
	void requestThatIsTooLargeIsRefusedBeforeItIsSentAndTheLargestArrives() {
		PigatoBroker broker = broker();
		worker(broker, "length", (request, reply) -> reply.end(request.data(String.class).length()));
		PigatoClient client = client(broker);
		int most = 16 * 1024 * 1024 - 2000;
		assertThat(client.request("length", "x".repeat(most), Integer.class)).isEqualTo(most);
		CompletableFuture<String> bystander = client.service("nobody").retrieve().future(String.class);
		assertThatExceptionOfType(PigatoPayloadException.class)
			.isThrownBy(() -> client.request("length", "x".repeat(most + 2000), Integer.class))
			.withMessageContaining("length")
			.withMessageContaining("too large");
		assertThat(client.request("length", "x", Integer.class)).isOne();
		assertThat(bystander).isNotDone();
	}

	@Test
	void replyThatIsTooLargeIsAnErrorAndTheLargestArrives() {
		PigatoBroker broker = broker();
		AtomicInteger refused = new AtomicInteger();
		PigatoWorker worker = worker(broker, "big", (request, reply) -> {
			int length = request.data(Integer.class);
			try {
				reply.write("x".repeat(length));
			}
			catch (PigatoPayloadException ex) {
				refused.incrementAndGet();
			}
			reply.end("x".repeat(length));
		});
		PigatoClient client = client(broker);
		int most = 16 * 1024 * 1024 - 2000;
		assertThat(client.request("big", most, String.class)).hasSize(most);
		assertThatExceptionOfType(PigatoRemoteException.class)
			.isThrownBy(() -> client.request("big", most + 2000, String.class))
			.extracting(PigatoRemoteException::code)
			.isEqualTo(ErrorCodes.INTERNAL);
		assertThat(refused).hasValue(1);
		assertThat(worker.isRegistered()).isTrue();
	}

	@Test
	void optionsThatNobodyWouldReadAreRefusedBeforeTheyAreSent() {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(request.headers().get("large").length()));
		PigatoClient client = client(broker);
		int most = 1024 * 1024 - 1000;
		assertThat(client.service("echo").header("large", "x".repeat(most)).retrieve().body(Integer.class))
			.isEqualTo(most);
		assertThatExceptionOfType(PigatoPayloadException.class).isThrownBy(
				() -> client.service("echo").header("large", "x".repeat(most + 1000)).retrieve().body(Integer.class))
			.withMessageContaining("echo")
			.withMessageContaining("headers");
	}

	@Test
	void detailsThatNobodyWouldReadAreLeftOutAndCodeAndMessageArrive() {
		PigatoBroker broker = broker();
		AtomicInteger refused = new AtomicInteger();
		worker(broker, "fail", (request, reply) -> {
			String details = "x".repeat(request.data(Integer.class));
			try {
				reply.error("LARGE", "too much", details);
			}
			catch (PigatoPayloadException ex) {
				refused.incrementAndGet();
				throw new PigatoServiceException("LARGE", "too much", details);
			}
		});
		PigatoClient client = client(broker);
		for (int length : new int[] { 1000, 1024 * 1024, 16 * 1024 * 1024 - 1100 }) {
			PigatoRemoteException error = catchThrowableOfType(PigatoRemoteException.class,
					() -> client.request("fail", length, String.class));
			assertThat(error.code()).isEqualTo("LARGE");
			assertThat(error).hasMessage("too much");
			assertThat(error.details()).isEqualTo((length == 1000) ? "x".repeat(length) : null);
		}
		assertThat(refused).hasValue(2);
	}

	@Test
	void silentServiceTimesOut() {
		PigatoBroker broker = broker();
		AtomicInteger entered = new AtomicInteger();
		AtomicInteger cancelled = new AtomicInteger();
		worker(broker, "silent", (request, reply) -> {
			entered.incrementAndGet();
			reply.onCancel(cancelled::incrementAndGet);
		});
		PigatoClient client = client(broker);
		client.start();
		await().until(client::isConnected);
		// On a busy machine a request may expire before it has reached the worker
		await().until(() -> {
			assertThatExceptionOfType(PigatoTimeoutException.class)
				.isThrownBy(
						() -> client.service("silent").timeout(Duration.ofMillis(200)).retrieve().body(String.class))
				.withMessageContaining("silent");
			return entered.get() > 0;
		});
		await().until(() -> cancelled.get() == entered.get());
		await().until(() -> broker.snapshot().inFlight() == 0);
	}

	@Test
	void requestWaitsForItsFirstWorker() throws Exception {
		PigatoBroker broker = broker();
		CompletableFuture<String> reply = client(broker).service("late").data("hi").retrieve().future(String.class);
		await().until(() -> broker.snapshot().queued() == 1);
		worker(broker, "late", (request, answer) -> answer.end(request.data(String.class)));
		assertThat(reply.get(20, TimeUnit.SECONDS)).isEqualTo("hi");
	}

	@Test
	void workerThatLeavesDuringARequestFailsIt() {
		PigatoBroker broker = broker();
		CountDownLatch begun = new CountDownLatch(1);
		PigatoWorker worker = keep(PigatoWorker.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.service("dying")
			.shutdownGrace(Duration.ZERO)
			.handler((request, reply) -> begun.countDown())
			.build());
		worker.start();
		CompletableFuture<String> reply = client(broker).service("dying").retrieve().future(String.class);
		await().until(() -> begun.getCount() == 0);
		worker.close();
		await().until(reply::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(reply::get)
			.withCauseInstanceOf(PigatoServiceUnavailableException.class)
			.withMessageContaining(ErrorCodes.WORKER_LOST);
	}

	@Test
	void requestWithRetryGoesToAnotherWorker() {
		PigatoBroker broker = broker();
		AtomicInteger entries = new AtomicInteger();
		List<PigatoWorker> workers = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 2; i++) {
			PigatoWorker worker = keep(PigatoWorker.builder()
				.transport(this.transport)
				.endpoint(broker.endpoints().get(0))
				.service("fragile")
				.shutdownGrace(Duration.ZERO)
				.handler((request, reply) -> {
					if (entries.incrementAndGet() == 1) {
						reply.onCancel(() -> {
						});
					}
					else {
						reply.end("second");
					}
				})
				.build());
			worker.start();
			workers.add(worker);
		}
		await().until(() -> workers.stream().allMatch(PigatoWorker::isRegistered));
		CompletableFuture<String> reply = client(broker).service("fragile").retry().retrieve().future(String.class);
		await().until(() -> entries.get() == 1);
		workers.forEach((worker) -> {
			if (!reply.isDone()) {
				worker.close();
			}
		});
		// one of the two held the request; if the other was closed as well, a third
		// answers
		worker(broker, "fragile", (request, answer) -> answer.end("third"));
		assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isIn("second", "third");
	}

	@Test
	void rejectedRequestGoesToAnotherWorker() {
		PigatoBroker broker = broker();
		AtomicInteger rejected = new AtomicInteger();
		worker(broker, "picky", (request, reply) -> {
			rejected.incrementAndGet();
			reply.reject();
		});
		CompletableFuture<String> reply = client(broker).service("picky").retrieve().future(String.class);
		await().until(() -> rejected.get() == 1);
		worker(broker, "picky", (request, answer) -> answer.end("taken"));
		assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("taken");
	}

	@Test
	void streamClosedEarlyCancelsTheHandler() {
		PigatoBroker broker = broker();
		CountDownLatch stopped = new CountDownLatch(1);
		worker(broker, "endless", (request, reply) -> {
			for (int i = 0; reply.isActive(); i++) {
				reply.write(i);
			}
			stopped.countDown();
		});
		try (Stream<Integer> stream = client(broker).service("endless").retrieve().stream(Integer.class)) {
			assertThat(stream.limit(5)).containsExactly(0, 1, 2, 3, 4);
		}
		await().until(() -> stopped.getCount() == 0);
		await().until(() -> broker.snapshot().inFlight() == 0);
	}

	@Test
	void cancelledFutureCancelsTheHandler() {
		PigatoBroker broker = broker();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "slow", (request, reply) -> {
			reply.onCancel(cancelled::countDown);
			begun.countDown();
		});
		CompletableFuture<String> reply = client(broker).service("slow").retrieve().future(String.class);
		await().until(() -> begun.getCount() == 0);
		reply.cancel(true);
		await().until(() -> cancelled.getCount() == 0);
	}

	@Test
	void cancelActionRunsThoughAllHandlersAreBusy() {
		PigatoBroker broker = broker();
		CountDownLatch begun = new CountDownLatch(2);
		CountDownLatch cancelled = new CountDownLatch(2);
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(broker.endpoints().get(0))
			.service("blocking")
			.concurrency(1)
			.handler((request, reply) -> {
				CountDownLatch over = new CountDownLatch(1);
				reply.onCancel(over::countDown);
				begun.countDown();
				if (over.await(20, TimeUnit.SECONDS)) {
					cancelled.countDown();
				}
			})
			.build());
		worker.start();
		await().until(worker::isRegistered);
		worker.concurrency(2);
		PigatoClient client = client(broker);
		List<CompletableFuture<String>> replies = List.of(client.service("blocking").retrieve().future(String.class),
				client.service("blocking").retrieve().future(String.class));
		await().until(() -> begun.getCount() == 0);
		replies.forEach((reply) -> reply.cancel(true));
		await().until(() -> cancelled.getCount() == 0);
	}

	@Test
	void consumerThatIsTooSlowFailsAlone() {
		PigatoBroker broker = broker();
		worker(broker, "flood", (request, reply) -> {
			for (int i = 0; i < 10_000 && reply.isActive(); i++) {
				reply.write("x".repeat(100));
			}
		});
		PigatoClient client = keep(PigatoClient.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.maxPendingBytes(64 * 1024)
			.build());
		Stream<String> stream = client.service("flood").retrieve().stream(String.class);
		await().until(() -> broker.snapshot().inFlight() == 0);
		assertThatExceptionOfType(PigatoOverflowException.class).isThrownBy(() -> stream.forEach((item) -> {
		}));
	}

	@Test
	void manyThreadsShareAClientAndALoop() {
		PigatoBroker broker = broker();
		PigatoLoop loop = keep(PigatoLoop.start("shared"));
		PigatoWorker worker = keep(PigatoWorker.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.loop(loop)
			.service("echo")
			.handler((request, reply) -> reply.end(request.data(Integer.class)))
			.build());
		worker.start();
		PigatoClient client = keep(PigatoClient.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.loop(loop)
			.build());
		List<Integer> answers = IntStream.range(0, 2000)
			.parallel()
			.mapToObj((i) -> client.request("echo", i, Integer.class))
			.toList();
		assertThat(answers).containsExactlyElementsOf(IntStream.range(0, 2000).boxed().toList());
	}

	@Test
	void nestedCallsDoNotWaitForEachOther() {
		PigatoBroker broker = broker();
		PigatoClient client = client(broker);
		worker(broker, "inner", (request, reply) -> reply.end(request.data(Integer.class)));
		worker(broker, "outer",
				(request, reply) -> reply.end(client.request("inner", request.data(Integer.class), Integer.class)));
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 50)
			.mapToObj((i) -> client.service("outer").data(i).retrieve().future(Integer.class))
			.toList();
		assertThat(replies).allSatisfy((reply) -> assertThat(reply).succeedsWithin(Duration.ofSeconds(30)));
	}

	@Test
	void callbackMustNotWaitForAReply() {
		PigatoBroker broker = broker();
		PigatoClient client = client(broker);
		CompletableFuture<Reply> gate = new CompletableFuture<>();
		worker(broker, "gated", (request, reply) -> gate.complete(reply));
		CompletableFuture<String> nested = client.service("gated")
			.retrieve()
			.future(String.class)
			.thenApply((done) -> client.request("gated", "b", String.class));
		gate.thenAccept((reply) -> reply.end("done"));
		assertThat(nested).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("must not wait for a reply");
	}

	@Test
	void interruptedCallerCancelsAndStaysInterrupted() throws Exception {
		PigatoBroker broker = broker();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "slow", (request, reply) -> {
			reply.onCancel(cancelled::countDown);
			begun.countDown();
		});
		PigatoClient client = client(broker);
		List<Object> seen = new CopyOnWriteArrayList<>();
		Thread caller = new Thread(() -> {
			try {
				client.request("slow", null, String.class);
			}
			catch (PigatoCancelledException ex) {
				seen.add(Thread.currentThread().isInterrupted());
			}
		});
		caller.start();
		await().until(() -> begun.getCount() == 0);
		caller.interrupt();
		caller.join(20_000);
		assertThat(seen).containsExactly(true);
		await().until(() -> cancelled.getCount() == 0);
	}

	@Test
	void closingTheClientEndsItsRequests() {
		PigatoBroker broker = broker();
		PigatoClient client = client(broker);
		CompletableFuture<String> reply = client.service("nobody").noTimeout().retrieve().future(String.class);
		client.close();
		client.close();
		await().until(reply::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(reply::get)
			.withCauseInstanceOf(PigatoClosedException.class);
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> client.request("nobody", null, String.class));
		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(client::start);
	}

	@Test
	void endOfTheSharedLoopEndsWhatIsPendingOnIt() {
		PigatoLoop loop = PigatoLoop.start("short-lived");
		PigatoClient client = keep(
				PigatoClient.builder().transport(this.transport).endpoint("tcp://127.0.0.1:1").loop(loop).build());
		PigatoWorker worker = keep(PigatoWorker.builder()
			.transport(this.transport)
			.endpoint("tcp://127.0.0.1:1")
			.loop(loop)
			.service("echo")
			.handler((request, reply) -> reply.end())
			.build());
		worker.start();
		CompletableFuture<String> reply = client.service("echo").noTimeout().retrieve().future(String.class);
		loop.close();
		await().until(reply::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(reply::get)
			.withCauseInstanceOf(PigatoClosedException.class);
	}

	@Test
	void callbackMayNotWaitForAFutureOfAClient() {
		PigatoBroker broker = broker();
		CompletableFuture<Reply> gate = new CompletableFuture<>();
		worker(broker, "gated", (request, reply) -> gate.complete(reply));
		worker(broker, "silent", (request, reply) -> {
			// its client waits for nothing
		});
		PigatoClient client = client(broker);
		CompletableFuture<String> never = client.service("silent").retrieve().future(String.class);
		CompletableFuture<String> nested = client.service("gated")
			.retrieve()
			.future(String.class)
			.thenApply((done) -> never.thenApply(String::trim).join());
		gate.thenAccept((reply) -> reply.end("done"));
		assertThat(nested).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("must not wait for a reply");
		never.cancel(true);
	}

	@Test
	void workerReplyMayEndOnce() {
		PigatoBroker broker = broker();
		List<Throwable> thrown = new CopyOnWriteArrayList<>();
		worker(broker, "twice", (request, reply) -> {
			reply.end("once");
			thrown.add(catchThrowableOfType(IllegalStateException.class, () -> reply.end("twice")));
			thrown.add(catchThrowableOfType(IllegalStateException.class, () -> reply.write("more")));
		});
		assertThat(client(broker).request("twice", null, String.class)).isEqualTo("once");
		await().until(() -> thrown.size() == 2);
		assertThat(thrown).doesNotContainNull();
	}

	@Test
	void workerFinishesWhatRunsBeforeItCloses() {
		PigatoBroker broker = broker();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch goOn = new CountDownLatch(1);
		PigatoWorker worker = worker(broker, "slow", (request, reply) -> {
			begun.countDown();
			goOn.await();
			reply.end("done");
		});
		CompletableFuture<String> reply = client(broker).service("slow").retrieve().future(String.class);
		await().until(() -> begun.getCount() == 0);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(worker::close);
		goOn.countDown();
		assertThat(reply).succeedsWithin(Duration.ofSeconds(20)).isEqualTo("done");
		assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void workerCannotBeBuiltWithoutServiceAndHandler() {
		assertThatIllegalStateException()
			.isThrownBy(() -> PigatoWorker.builder().transport(this.transport).service("x").build())
			.withMessageContaining("handler");
	}

	private PigatoBroker broker() {
		PigatoBroker broker = keep(PigatoBroker.builder().transport(this.transport).bind(this.bind).build());
		broker.start();
		return broker;
	}

	private PigatoWorker worker(PigatoBroker broker, String service, RequestHandler handler) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.service(service)
			.handler(handler)
			.shutdownGrace(Duration.ofSeconds(5))
			.build());
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

	private PigatoClient client(PigatoBroker broker) {
		return keep(PigatoClient.builder().transport(this.transport).endpoint(broker.endpoints().get(0)).build());
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private static final class Collector implements Flow.Subscriber<Integer> {

		private final List<Integer> items = new CopyOnWriteArrayList<>();

		private final CountDownLatch done = new CountDownLatch(1);

		private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

		void request(long count) {
			this.subscription.join().request(count);
		}

		@Override
		public void onSubscribe(Flow.Subscription given) {
			this.subscription.complete(given);
		}

		@Override
		public void onNext(Integer item) {
			this.items.add(item);
		}

		@Override
		public void onError(Throwable throwable) {
			this.done.countDown();
		}

		@Override
		public void onComplete() {
			this.done.countDown();
		}

	}

}
