package io.pigato.client;

import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.ErrorCodes;
import io.pigato.PigatoCancelledException;
import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import io.pigato.ScriptedBroker;
import io.pigato.Undeclared;
import io.pigato.broker.PigatoBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyError;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.payload.JacksonPayloadCodec;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What a client offers beside waiting for one reply, in process. */
class ClientFormsTests {

	private static final String DIRECTORY = "{\"echo\":[\"w-1\",\"w-2\",\"w-3\"],\"empty\":[]}";

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void callbackGetsPartialsAndTheFinalInOrderOneAtATime() {
		PigatoBroker broker = broker();
		worker(broker, "count", (request, reply) -> {
			IntStream.range(0, 500).forEach(reply::write);
			reply.end(500);
		});
		Calls calls = new Calls();
		RequestHandle handle = client(broker.endpoints().get(0)).service("count")
			.retrieve()
			.callback(Integer.class, calls);
		await().until(handle::isDone);
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.values).containsExactlyElementsOf(IntStream.rangeClosed(0, 500).boxed().toList());
		assertThat(calls.overlapped).isFalse();
		assertThat(calls.errors).isEmpty();
	}

	@Test
	void callbackGetsTheErrorOfTheWorker() {
		PigatoBroker broker = broker();
		worker(broker, "fail", (request, reply) -> reply.error("NO", "not today"));
		Calls calls = new Calls();
		client(broker.endpoints().get(0)).service("fail").retrieve().callback(Integer.class, calls);
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.errors).singleElement().isInstanceOf(PigatoRemoteException.class);
		assertThat(calls.values).isEmpty();
	}

	@Test
	void callbackIsToldOfAReplyItCannotReadAndOfNothingMore() {
		PigatoBroker broker = broker();
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "mixed", (request, reply) -> {
			reply.onCancel(cancelled::countDown);
			reply.write(1);
			reply.write("two");
			reply.write(3);
		});
		Calls calls = new Calls();
		client(broker.endpoints().get(0)).service("mixed").retrieve().callback(Integer.class, calls);
		await().until(() -> cancelled.getCount() == 0);
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.values).containsExactly(1);
		assertThat(calls.errors).singleElement().isInstanceOf(PigatoPayloadException.class);
	}

	@Test
	void callbackThatThrowsEndsItsRequestByACancel() {
		PigatoBroker broker = broker();
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "endless", (request, reply) -> {
			reply.onCancel(cancelled::countDown);
			for (int i = 0; reply.isActive(); i++) {
				reply.write(i);
			}
		});
		AtomicInteger called = new AtomicInteger();
		RequestHandle handle = client(broker.endpoints().get(0)).service("endless")
			.retrieve()
			.callback(Integer.class, new ReplyCallback<Integer>() {
				@Override
				public void onPartial(Integer value) {
					called.incrementAndGet();
					throw new IllegalStateException("on purpose");
				}

				@Override
				public void onFinal(@Nullable Integer value) {
					called.incrementAndGet();
				}

				@Override
				public void onError(PigatoException error) {
					called.incrementAndGet();
				}
			});
		await().until(() -> cancelled.getCount() == 0);
		await().until(() -> broker.snapshot().inFlight() == 0);
		assertThat(handle.isDone()).isTrue();
		assertThat(called).hasValue(1);
	}

	@Test
	void cancelledCallbackHearsNothingMoreAndItsHandlerIsTold() {
		PigatoBroker broker = broker();
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "silent", (request, reply) -> reply.onCancel(cancelled::countDown));
		Calls calls = new Calls();
		RequestHandle handle = client(broker.endpoints().get(0)).service("silent")
			.retrieve()
			.callback(Integer.class, calls);
		await().until(() -> broker.snapshot().inFlight() == 1);
		assertThat(handle.isDone()).isFalse();
		handle.cancel();
		handle.cancel();
		await().until(() -> cancelled.getCount() == 0);
		await().until(() -> broker.snapshot().inFlight() == 0);
		assertThat(handle.isDone()).isTrue();
		assertThat(calls.values).isEmpty();
		assertThat(calls.errors).isEmpty();
	}

	@Test
	void callbackCancelledWhileAReplyIsBeingReadIsNotCalledWithIt() {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(1));
		CountDownLatch reading = new CountDownLatch(1);
		CountDownLatch cancelled = new CountDownLatch(1);
		AtomicInteger tasks = new AtomicInteger();
		PigatoClient client = client(broker, new Reading(() -> {
			reading.countDown();
			await().until(() -> cancelled.getCount() == 0);
		}), tasks);
		Calls calls = new Calls();
		RequestHandle handle = client.service("echo").retrieve().callback(Integer.class, calls);
		await().until(() -> reading.getCount() == 0);
		handle.cancel();
		cancelled.countDown();
		await().until(() -> tasks.get() == 0);
		assertThat(calls.values).isEmpty();
		assertThat(calls.errors).isEmpty();
	}

	@Test
	void callbackIsToldOfAReplyWhoseReadingFailsWithAnError() {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(1));
		PigatoClient client = client(broker, new Reading(() -> {
			throw new NoClassDefFoundError("on purpose");
		}), new AtomicInteger());
		Calls calls = new Calls();
		RequestHandle handle = client.service("echo").retrieve().callback(Integer.class, calls);
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.errors).singleElement()
			.isInstanceOf(PigatoPayloadException.class)
			.extracting(Throwable::getCause)
			.isInstanceOf(NoClassDefFoundError.class);
		assertThat(handle.isDone()).isTrue();
	}

	@Test
	void consumerOfAStreamThatIsClosedElsewhereDoesNotWaitForEver() {
		PigatoBroker broker = broker();
		worker(broker, "one", (request, reply) -> reply.write(1));
		Stream<Integer> stream = client(broker.endpoints().get(0)).service("one")
			.noTimeout()
			.retrieve()
			.stream(Integer.class);
		List<Integer> seen = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> consumer = CompletableFuture.runAsync(() -> stream.forEach(seen::add));
		await().until(() -> seen.size() == 1);
		stream.close();
		assertThat(consumer).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoCancelledException.class);
	}

	@Test
	void clientOfAClosedLoopCannotBeStarted() {
		PigatoLoop loop = PigatoLoop.start("short-lived");
		PigatoClient client = keep(PigatoClient.builder().loop(loop).build());
		loop.close();
		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(client::start);
		assertThatExceptionOfType(PigatoClosedException.class).as("again").isThrownBy(client::start);
	}

	@Test
	void callbackThatIsTooSlowGetsWhatHadArrivedAndThenAnOverflow() throws Exception {
		PigatoBroker broker = broker();
		CountDownLatch cancelled = new CountDownLatch(1);
		worker(broker, "flood", (request, reply) -> {
			for (int i = 0; i < 100_000 && reply.isActive(); i++) {
				reply.write(i);
			}
			cancelled.countDown();
		});
		PigatoClient client = keep(
				PigatoClient.builder().endpoint(broker.endpoints().get(0)).maxPendingBytes(32 * 1024).build());
		CountDownLatch goOn = new CountDownLatch(1);
		Calls calls = new Calls() {
			@Override
			public void onPartial(Integer value) {
				try {
					goOn.await(20, TimeUnit.SECONDS);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				super.onPartial(value);
			}
		};
		client.service("flood").retrieve().callback(Integer.class, calls);
		await().until(() -> cancelled.getCount() == 0);
		goOn.countDown();
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.errors).singleElement().isInstanceOf(PigatoOverflowException.class);
		assertThat(calls.values).isNotEmpty()
			.containsExactlyElementsOf(IntStream.range(0, calls.values.size()).boxed().toList());
	}

	@Test
	void requestBeyondTheBoundIsRefusedAtOnce() {
		PigatoClient client = keep(PigatoClient.builder().endpoint("inproc://nobody").maxPendingBytes(1024).build());
		CompletableFuture<String> first = client.service("echo").data("x".repeat(500)).retrieve().future(String.class);
		CompletableFuture<String> second = client.service("echo").data("x".repeat(500)).retrieve().future(String.class);
		await().until(second::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(second::get)
			.withCauseInstanceOf(PigatoOverflowException.class);
		assertThat(first).isNotDone();
		first.cancel(false);
		await().until(() -> fits(client));
	}

	private static boolean fits(PigatoClient client) {
		CompletableFuture<String> next = client.service("echo").data("x".repeat(500)).retrieve().future(String.class);
		boolean refused = next.handle((value, error) -> error instanceof PigatoOverflowException)
			.completeOnTimeout(false, 1, TimeUnit.SECONDS)
			.join();
		next.cancel(false);
		return !refused;
	}

	@Test
	void listenerIsToldOfEverythingInOrderAndNotOnTheLoop() {
		String endpoint = "inproc://" + UUID.randomUUID();
		Events events = new Events();
		PigatoClient client = keep(PigatoClient.builder()
			.endpoint(endpoint)
			.reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(50))
			.listener(events)
			.build());
		client.start();
		await().until(() -> client.lastError().isPresent());
		PigatoBroker first = PigatoBroker.builder().bind(endpoint).build();
		first.start();
		await().until(client::isConnected);
		assertThat(client.lastError()).isEmpty();
		assertThat(client.sinceLastHeard())
			.hasValueSatisfying((since) -> assertThat(since).isBetween(Duration.ZERO, Duration.ofSeconds(60)));
		first.close();
		await().until(() -> events.seen.size() == 3);
		assertThat(client.lastError()).isPresent();
		assertThat(client.sinceLastHeard()).isEmpty();
		PigatoBroker second = keep(PigatoBroker.builder().bind(endpoint).build());
		second.start();
		await().until(client::isConnected);
		client.close();
		await().until(() -> events.seen.size() == 6);
		assertThat(events.seen).containsExactly("start", "connect", "disconnect", "connect", "disconnect", "stop");
		assertThat(events.threads).noneMatch((name) -> name.equals("pigato-client"));
	}

	@Test
	void clientThatWasNeverUsedTellsItsListenerNothing() {
		Events events = new Events();
		PigatoClient client = PigatoClient.builder().endpoint("inproc://nobody").listener(events).build();
		client.close();
		assertThat(events.seen).isEmpty();
	}

	@Test
	void clientMayBeClosedByItsOwnCallback() {
		PigatoBroker broker = broker();
		worker(broker, "echo", (request, reply) -> reply.end(1));
		PigatoClient client = client(broker.endpoints().get(0));
		CompletableFuture<String> waiting = client.service("nobody").noTimeout().retrieve().future(String.class);
		CompletableFuture<Void> closed = client.service("echo")
			.retrieve()
			.future(Integer.class)
			.thenAccept((value) -> client.close());
		assertThat(closed).succeedsWithin(Duration.ofSeconds(20));
		await().until(waiting::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(waiting::get)
			.withCauseInstanceOf(PigatoClosedException.class);
	}

	@Test
	void requestThatFindsNoBrokerSaysSo() {
		PigatoClient client = client("inproc://nobody");
		assertThatExceptionOfType(PigatoConnectionException.class)
			.isThrownBy(() -> client.service("echo").timeout(Duration.ofMillis(50)).retrieve().body(String.class))
			.withMessageContaining(ErrorCodes.UNREACHABLE)
			.withMessageContaining("was not sent");
	}

	@Test
	void nodeBrokerIsToldNoTimeOutOfWhatMayOutlastItAndTheClientKeepsIt() {
		ScriptedBroker broker = keep(ScriptedBroker.plain((self, peer, message) -> {
		}));
		PigatoClient client = client(broker.endpoint());
		Calls calls = new Calls();
		client.service("stream").timeout(Duration.ofMillis(50)).retrieve().callback(Integer.class, calls);
		assertThatExceptionOfType(PigatoTimeoutException.class).isThrownBy(
				() -> client.service("stream").timeout(Duration.ofMillis(50)).retrieve().stream(Integer.class).count());
		assertThatExceptionOfType(PigatoTimeoutException.class)
			.isThrownBy(() -> client.service("one").timeout(Duration.ofMillis(50)).retrieve().body(Integer.class));
		await().until(() -> calls.ended.getCount() == 0);
		assertThat(calls.errors).singleElement().isInstanceOf(PigatoTimeoutException.class);
		List<ClientRequest> requests = broker.received(ClientRequest.class);
		assertThat(requests).extracting((request) -> RoutingOptions.read(request.options()).timeoutMillis())
			.containsExactly(-1L, -1L, 50L);
	}

	@Test
	void nodeBrokerGetsRequestHeartbeatsOnTheWire() {
		ScriptedBroker broker = keep(ScriptedBroker.plain((self, peer, message) -> {
		}));
		PigatoClient client = keep(
				PigatoClient.builder().endpoint(broker.endpoint()).heartbeat(Duration.ofMillis(20), 1000).build());
		CompletableFuture<String> reply = client.service("slow").retrieve().future(String.class);
		await().until(() -> broker.received(RequestHeartbeat.class).size() >= 2);
		ClientRequest request = broker.received(ClientRequest.class).get(0);
		assertThat(broker.received(RequestHeartbeat.class)).containsOnly(new RequestHeartbeat(request.rid()));
		reply.cancel(false);
	}

	@Test
	void directoryIsReadWholeOrForOneService() {
		PigatoClient client = client(directoryBroker(Set.of()).endpoint());
		assertThat(client.directory()).succeedsWithin(Duration.ofSeconds(20)).satisfies((directory) -> {
			assertThat(directory.services()).containsOnlyKeys("echo", "empty");
			assertThat(directory.workers("echo")).containsExactly("w-1", "w-2", "w-3");
			assertThat(directory.workers("unknown")).isEmpty();
		});
		assertThat(client.directory("echo")).succeedsWithin(Duration.ofSeconds(20))
			.isEqualTo(List.of("w-1", "w-2", "w-3"));
		assertThat(client.directory("unknown")).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> client.directory(""));
	}

	@Test
	void directoryThatMakesNoSenseIsAnError() {
		ScriptedBroker broker = keep(ScriptedBroker.extended((self, peer, message) -> {
			if (message instanceof ClientRequest request) {
				self.reply(peer, request, request.data().text().equals("null") ? "[1]" : "[null]");
			}
		}));
		PigatoClient client = client(broker.endpoint());
		assertThat(client.directory()).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoPayloadException.class);
		assertThat(client.directory("echo")).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoPayloadException.class);
	}

	@Test
	void broadcastAsksEachWorkerOnceAndGivesEachItsResult() {
		ScriptedBroker broker = directoryBroker(Set.of("w-2"));
		PigatoClient client = client(broker.endpoint());
		List<BroadcastReply<String>> replies = client.broadcast("echo", "hi", String.class).join();
		assertThat(replies).extracting(BroadcastReply::workerId).containsExactly("w-1", "w-2", "w-3");
		assertThat(replies).extracting(BroadcastReply::value).containsExactly("from w-1", null, "from w-3");
		assertThat(replies).extracting(BroadcastReply::isSuccess).containsExactly(true, false, true);
		PigatoException lost = replies.get(1).error();
		assertThat(lost).isInstanceOf(PigatoServiceUnavailableException.class)
			.extracting((error) -> ((PigatoServiceUnavailableException) error).code())
			.isEqualTo(ErrorCodes.TARGET_NOT_FOUND);
	}

	@Test
	void broadcastToAServiceWithoutWorkersGivesNoResults() {
		PigatoClient client = client(directoryBroker(Set.of()).endpoint());
		assertThat(client.broadcast("empty", null, String.class)).succeedsWithin(Duration.ofSeconds(20))
			.isEqualTo(List.of());
	}

	@Test
	void broadcastFailsIfItsRequestsCannotBeMade() {
		PigatoClient client = client(directoryBroker(Set.of()).endpoint());
		assertThat(client.broadcast("echo", new Object() {
			@SuppressWarnings("unused")
			public Object getSelf() {
				return this;
			}
		}, String.class)).failsWithin(Duration.ofSeconds(20))
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoPayloadException.class);
	}

	@Test
	void cancelledBroadcastCancelsItsRequests() {
		ScriptedBroker broker = directoryBroker(Set.of());
		PigatoClient client = client(broker.endpoint());
		CompletableFuture<List<BroadcastReply<String>>> replies = client.broadcast("echo", "silence", String.class);
		await().until(() -> broker.received(ClientRequest.class).size() == 4);
		replies.cancel(false);
		await().until(() -> broker.received(CancelRequest.class).size() == 3);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(replies::join);
	}

	/** Has a directory, and plays the workers in it but those that are gone. */
	private ScriptedBroker directoryBroker(Set<String> gone) {
		return keep(ScriptedBroker.extended((self, peer, message) -> {
			if (message instanceof ClientRequest request) {
				answer(self, peer, request, gone);
			}
		}));
	}

	private static void answer(ScriptedBroker broker, Frame peer, ClientRequest request, Set<String> gone) {
		String data = request.data().text();
		if (request.service().text().equals("$dir")) {
			Map<String, String> answers = Map.of("null", DIRECTORY, "\"echo\"", "[\"w-1\",\"w-2\",\"w-3\"]");
			broker.reply(peer, request, answers.getOrDefault(data, "[]"));
			return;
		}
		Frame target = RoutingOptions.read(request.options()).workerId();
		String worker = (target != null) ? target.text() : "nobody";
		if (data.equals("\"silence\"")) {
			return;
		}
		if (gone.contains(worker)) {
			ReplyBody error = new ReplyError(ErrorCodes.TARGET_NOT_FOUND, null, null, false).toBody();
			broker.send(peer, new ClientReply(true, request.rid(), error));
		}
		else {
			broker.reply(peer, request, "\"from " + worker + "\"");
		}
	}

	@Test
	void whereNoThreadCanBeHadForCallbacksTheCommonPoolTakesOver() throws Exception {
		PigatoBroker broker = broker();
		worker(broker, "one", (request, reply) -> reply.end(1));
		PigatoClient client = keep(
				PigatoClient.builder().endpoint(broker.endpoints().get(0)).callbackExecutor((task) -> {
					throw new OutOfMemoryError("unable to create native thread");
				}).build());
		Calls calls = new Calls();
		client.service("one").retrieve().callback(Integer.class, calls);
		assertThat(client.service("one").retrieve().future(Integer.class).get(20, TimeUnit.SECONDS)).isOne();
		assertThat(calls.ended.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(calls.values).containsExactly(1);
	}

	@Test
	void whateverAnEndpointsSupplierThrowsIsAConnectionThatFailed() {
		PigatoClient client = keep(PigatoClient.builder().endpoint(() -> {
			throw Undeclared.thrown(new IOException("no name server"));
		}).reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(50)).build());
		assertThat(client.service("one").timeout(Duration.ofMillis(300)).retrieve().future(Integer.class))
			.failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withMessageContaining("no name server");
		assertThat(client.lastError()).hasValueSatisfying((error) -> assertThat(error).contains("no name server"));
	}

	@Test
	void checkedExceptionsThatACodecThrowsAllTheSameEndEveryForm() {
		PigatoBroker broker = broker();
		worker(broker, "one", (request, reply) -> reply.end(1));
		PigatoClient client = client(broker, new SneakyCodec(), new AtomicInteger());
		Calls calls = new Calls();
		client.service("one").retrieve().callback(Integer.class, calls);
		assertThat(client.service("one").retrieve().future(Integer.class)).failsWithin(Duration.ofSeconds(20))
			.withThrowableThat()
			.withRootCauseInstanceOf(IOException.class);
		await().until(() -> !calls.errors.isEmpty());
		CompletableFuture<Void> published = new CompletableFuture<>();
		client.service("one").retrieve().publisher(Integer.class).subscribe(new EndOnly(published));
		assertThat(published).failsWithin(Duration.ofSeconds(20));
	}

	private PigatoBroker broker() {
		PigatoBroker broker = keep(PigatoBroker.builder().bind("inproc://" + UUID.randomUUID()).build());
		broker.start();
		return broker;
	}

	private void worker(PigatoBroker broker, String service, RequestHandler handler) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(broker.endpoints().get(0))
			.service(service)
			.handler(handler)
			.shutdownGrace(Duration.ofSeconds(5))
			.build());
		worker.start();
		await().until(worker::isRegistered);
	}

	private PigatoClient client(String endpoint) {
		return keep(PigatoClient.builder().endpoint(endpoint).build());
	}

	/**
	 * A client with a codec of its own that counts what runs on its callback executor.
	 */
	private PigatoClient client(PigatoBroker broker, PayloadCodec codec, AtomicInteger tasks) {
		return keep(PigatoClient.builder().endpoint(broker.endpoints().get(0)).codec(codec).callbackExecutor((task) -> {
			tasks.incrementAndGet();
			ForkJoinPool.commonPool().execute(() -> {
				try {
					task.run();
				}
				finally {
					tasks.decrementAndGet();
				}
			});
		}).build());
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	/** As Kotlin's compiler and Lombok let it be. */
	private static final class SneakyCodec implements PayloadCodec {

		@Override
		public byte[] encode(@Nullable Object value) {
			return new byte[] { '1' };
		}

		@Override
		public @Nullable Object decode(byte[] json, Type type) {
			throw Undeclared.thrown(new IOException("Meant to fail"));
		}

	}

	/**
	 * Wants everything and knows how it ended.
	 *
	 * @param end completed then
	 */
	private record EndOnly(CompletableFuture<Void> end) implements Flow.Subscriber<Integer> {

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(Integer item) {
			// the end counts
		}

		@Override
		public void onError(Throwable error) {
			this.end.completeExceptionally(error);
		}

		@Override
		public void onComplete() {
			this.end.complete(null);
		}

	}

	private static class Calls implements ReplyCallback<Integer> {

		private final List<Integer> values = new CopyOnWriteArrayList<>();

		private final List<PigatoException> errors = new CopyOnWriteArrayList<>();

		private final CountDownLatch ended = new CountDownLatch(1);

		private final AtomicBoolean inside = new AtomicBoolean();

		private volatile boolean overlapped;

		@Override
		public void onPartial(Integer value) {
			add(value);
		}

		@Override
		public void onFinal(@Nullable Integer value) {
			add(value);
			this.ended.countDown();
		}

		@Override
		public void onError(PigatoException error) {
			this.errors.add(error);
			this.ended.countDown();
		}

		private void add(@Nullable Integer value) {
			this.overlapped |= !this.inside.compareAndSet(false, true) || this.ended.getCount() == 0;
			this.values.add(value);
			this.inside.set(false);
		}

	}

	/** JSON, with something done before each reply is read. */
	private record Reading(Runnable before) implements PayloadCodec {

		private static final PayloadCodec JSON = new JacksonPayloadCodec();

		@Override
		public byte[] encode(@Nullable Object value) {
			return JSON.encode(value);
		}

		@Override
		public @Nullable Object decode(byte[] json, Type type) {
			this.before.run();
			return JSON.decode(json, type);
		}

	}

	private static final class Events implements ClientListener {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		@Override
		public void onStart() {
			note("start");
		}

		@Override
		public void onConnect() {
			note("connect");
		}

		@Override
		public void onDisconnect(String reason) {
			note("disconnect");
			throw new IllegalStateException("a listener that fails, on purpose: " + reason);
		}

		@Override
		public void onStop() {
			note("stop");
		}

		private void note(String event) {
			this.threads.add(Thread.currentThread().getName());
			this.seen.add(event);
		}

	}

}
