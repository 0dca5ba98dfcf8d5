package io.pigato.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.pigato.PigatoCancelledException;
import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoOverflowException;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.RequestHandler;
import io.pigato.worker.WorkerListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Closing in every way: from any thread, at once, interrupted, from what is called back,
 * on a loop that has died, and with queues that nobody empties. The limits are those that
 * are documented, and a good deal for a busy machine.
 */
@ParameterizedClass
@EnumSource
class ShutdownTests {

	private static final Duration GRACE = Duration.ofMillis(200);

	/** Beyond all graces, of broker and worker 3 s and their loop 5 s. */
	private static final Duration LIMIT = Duration.ofSeconds(8).plus(GRACE).plus(Duration.ofSeconds(10));

	private static final int CLOSERS = 8;

	private static final int PENDING = 64 * 1024;

	@Parameter
	Transport transport = Transport.ZMTP;

	private final List<AutoCloseable> open = new ArrayList<>();

	private final CountDownLatch release = new CountDownLatch(1);

	@AfterEach
	void closeAll() throws Exception {
		this.release.countDown();
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void manyThreadsCloseEachAtOnceWhileRequestsAreUnderWay() {
		PigatoBroker broker = broker();
		PigatoWorker worker = worker(broker, (request, reply) -> {
			// held until its worker is closed
		});
		PigatoClient client = client(broker);
		List<CompletableFuture<String>> replies = ask(client, 50);
		List<CompletableFuture<Void>> closing = new ArrayList<>();
		for (int i = 0; i < CLOSERS; i++) {
			closing.add(CompletableFuture.runAsync(client::close, this::inNewThread));
			closing.add(CompletableFuture.runAsync(worker::close, this::inNewThread));
			closing.add(CompletableFuture.runAsync(broker::close, this::inNewThread));
		}
		assertThat(closing).allSatisfy((each) -> assertThat(each).succeedsWithin(LIMIT));
		assertThat(replies).allSatisfy((reply) -> assertThat(reply).failsWithin(LIMIT));
		assertThat(broker.isRunning()).isFalse();
		assertThat(worker.isRegistered()).isFalse();
		assertThat(client.isConnected()).isFalse();
	}

	@Test
	void sharedLoopIsClosedByManyThreadsBeforeItsClientsAndWorkers() {
		PigatoBroker broker = broker();
		PigatoLoop loop = keep(PigatoLoop.start("chaos-shared"));
		PigatoWorker worker = keep(workerBuilder(broker).loop(loop).handler((request, reply) -> {
		}).build());
		worker.start();
		await().until(worker::isRegistered);
		PigatoClient client = keep(clientBuilder(broker).loop(loop).build());
		List<CompletableFuture<String>> replies = ask(client, 50);
		List<CompletableFuture<Void>> closing = IntStream.range(0, CLOSERS)
			.mapToObj((i) -> CompletableFuture.runAsync(loop::close, this::inNewThread))
			.toList();
		assertThat(closing).allSatisfy((each) -> assertThat(each).succeedsWithin(LIMIT));
		assertThat(replies).allSatisfy((reply) -> assertThat(reply).failsWithin(LIMIT));
		closesInTime(client);
		closesInTime(worker);
		closesInTime(loop);
	}

	@Test
	void interruptedThreadClosesAllTheSameAndKeepsItsInterrupt() throws Exception {
		PigatoBroker broker = broker();
		PigatoWorker worker = worker(broker, (request, reply) -> {
		});
		PigatoLoop loop = keep(PigatoLoop.start("chaos-interrupted"));
		PigatoClient client = keep(clientBuilder(broker).loop(loop).build());
		CompletableFuture<String> reply = ask(client, 1).get(0);
		await().until(() -> broker.snapshot().inFlight() == 1);
		List<Boolean> kept = new CopyOnWriteArrayList<>();
		Thread closer = new Thread(() -> {
			for (AutoCloseable each : List.of(client, worker, broker, loop)) {
				Thread.currentThread().interrupt();
				closeUnchecked(each);
				kept.add(Thread.interrupted());
			}
		});
		closer.start();
		closer.join(4 * LIMIT.toMillis());
		assertThat(kept).containsExactly(true, true, true, true);
		assertThat(reply).failsWithin(LIMIT);
		assertThat(broker.isRunning()).isFalse();
		assertThat(loop.isAlive()).isFalse();
		assertThat(worker.isRegistered()).isFalse();
	}

	@Test
	void handlerMayCloseItsWorkerItsClientAndItsBroker() {
		PigatoBroker broker = broker();
		AtomicReference<PigatoWorker> self = new AtomicReference<>();
		CountDownLatch closed = new CountDownLatch(1);
		PigatoClient client = client(broker);
		PigatoWorker worker = worker(broker, (request, reply) -> {
			client.close();
			self.get().close();
			broker.close();
			closed.countDown();
		});
		self.set(worker);
		List<CompletableFuture<String>> replies = ask(client, 1);
		await().atMost(LIMIT).until(() -> closed.getCount() == 0);
		assertThat(replies.get(0)).failsWithin(LIMIT);
		assertThat(broker.isRunning()).isFalse();
		assertThat(worker.isRegistered()).isFalse();
	}

	@Test
	void callbackOfAReplyMayCloseEverything() {
		PigatoBroker broker = broker();
		PigatoWorker worker = worker(broker, (request, reply) -> reply.end("done"));
		PigatoClient client = client(broker);
		CompletableFuture<Void> closed = client.service("close").retrieve().future(String.class).thenAccept((done) -> {
			client.close();
			worker.close();
			broker.close();
		});
		assertThat(closed).succeedsWithin(LIMIT);
		assertThat(broker.isRunning()).isFalse();
	}

	@Test
	void listenersMayCloseWhoTheyListenTo() {
		PigatoBroker broker = broker();
		AtomicReference<PigatoClient> client = new AtomicReference<>();
		AtomicReference<PigatoWorker> worker = new AtomicReference<>();
		CountDownLatch stopped = new CountDownLatch(2);
		client.set(keep(clientBuilder(broker).listener(new ClientListener() {

			@Override
			public void onConnect() {
				client.get().close();
			}

			@Override
			public void onStop() {
				stopped.countDown();
			}

		}).build()));
		worker.set(keep(workerBuilder(broker).handler((request, reply) -> reply.end()).listener(new WorkerListener() {

			@Override
			public void onRegister() {
				worker.get().close();
			}

			@Override
			public void onStop() {
				stopped.countDown();
			}

		}).build()));
		client.get().start();
		worker.get().start();
		await().atMost(LIMIT).until(() -> stopped.getCount() == 0);
		await().atMost(LIMIT).until(() -> broker.snapshot().workers() == 0);
	}

	@Test
	void supplierOfTheEndpointMayCloseWhoAsksOnTheLoopItself() {
		PigatoBroker broker = broker();
		AtomicReference<PigatoClient> client = new AtomicReference<>();
		AtomicReference<PigatoWorker> worker = new AtomicReference<>();
		CountDownLatch closed = new CountDownLatch(2);
		client.set(keep(PigatoClient.builder().transport(this.transport).endpoint(() -> {
			client.get().close();
			closed.countDown();
			return broker.endpoints().get(0);
		}).build()));
		worker.set(keep(workerBuilder(broker).endpoint(() -> {
			worker.get().close();
			closed.countDown();
			return broker.endpoints().get(0);
		}).handler((request, reply) -> reply.end()).build()));
		CompletableFuture<String> reply = ask(client.get(), 1).get(0);
		worker.get().start();
		await().atMost(LIMIT).until(() -> closed.getCount() == 0);
		assertThat(reply).failsWithin(LIMIT);
		await().atMost(LIMIT).until(() -> broker.snapshot().workers() + broker.snapshot().clients() == 0);
	}

	@Test
	void closingOnALoopThatHasDiedReturnsAtOnce() {
		PigatoBroker broker = broker();
		PigatoLoop loop = keep(PigatoLoop.start("chaos-dying"));
		PigatoWorker worker = keep(workerBuilder(broker).loop(loop).handler((request, reply) -> {
		}).build());
		worker.start();
		PigatoClient client = keep(clientBuilder(broker).loop(loop).build());
		await().until(worker::isRegistered);
		List<CompletableFuture<String>> replies = ask(client, 20);
		await().until(() -> broker.snapshot().inFlight() > 0);
		loop.eventLoop().close(Duration.ZERO);
		await().atMost(LIMIT).until(() -> !loop.isAlive());
		assertThat(replies).allSatisfy((reply) -> assertThat(reply).failsWithin(LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.havingCause()
			.isInstanceOfAny(PigatoClosedException.class, PigatoConnectionException.class));
		assertThatExceptionOfType(PigatoClosedException.class)
			.isThrownBy(() -> client.request("close", null, String.class));
		closesInTime(client);
		closesInTime(worker);
		closesInTime(loop);
		await().atMost(LIMIT).until(() -> broker.snapshot().workers() == 0);
		closesInTime(broker);
	}

	@Test
	void closingAfterTheDeathOfTheTransportsOwnThreadReturnsInTime() {
		PigatoBroker broker = broker();
		PigatoWorker worker = worker(broker, (request, reply) -> {
		});
		PigatoClient client = client(broker);
		CompletableFuture<String> reply = ask(client, 1).get(0);
		await().until(() -> broker.snapshot().inFlight() == 1);
		long told = Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().contains("iothread"))
			.peek((thread) -> thread.getUncaughtExceptionHandler()
				.uncaughtException(thread, new IllegalStateException("killed by a test")))
			.count();
		if (this.transport == Transport.JEROMQ) {
			assertThat(told).isPositive();
			await().atMost(LIMIT).until(() -> !broker.isRunning());
			assertThat(reply).failsWithin(LIMIT);
		}
		closesInTime(client);
		closesInTime(worker);
		closesInTime(broker);
		assertThat(reply).failsWithin(LIMIT);
	}

	@Test
	void fullQueuesKeepNobodyFromClosing() {
		PigatoBroker broker = broker();
		Proxy toClient = keep(new Proxy());
		Proxy toWorker = keep(new Proxy());
		toClient.target(broker.endpoints().get(0));
		toWorker.target(broker.endpoints().get(0));
		CountDownLatch flooding = new CountDownLatch(1);
		CountDownLatch flooded = new CountDownLatch(1);
		String big = "x".repeat(64 * 1024);
		PigatoWorker worker = keep(workerBuilder(broker).endpoint(toWorker.endpoint()).handler((request, reply) -> {
			flooding.countDown();
			while (reply.isActive()) {
				reply.write(big);
			}
			flooded.countDown();
		}).build());
		worker.start();
		await().until(worker::isRegistered);
		PigatoClient client = keep(clientBuilder(broker).endpoint(toClient.endpoint()).build());
		CompletableFuture<String> reply = ask(client, 1).get(0);
		await().until(() -> flooding.getCount() == 0);
		toClient.begin(Fault.HOLD);
		toWorker.begin(Fault.HOLD);
		List<CompletableFuture<String>> more = IntStream.range(0, 500)
			.mapToObj((i) -> client.service("close").data(big).retrieve().future(String.class))
			.toList();
		closesInTime(client);
		closesInTime(worker);
		closesInTime(broker);
		assertThat(reply).failsWithin(LIMIT);
		assertThat(more).allSatisfy((each) -> assertThat(each).failsWithin(LIMIT));
		await().atMost(LIMIT).until(() -> flooded.getCount() == 0);
	}

	@Test
	void peersThatWaitForSomebodyWhoNeverAnswersCloseInTime() {
		PigatoBroker broker = broker();
		Proxy proxy = keep(new Proxy());
		proxy.target(broker.endpoints().get(0));
		proxy.begin(Fault.BLACK_HOLE);
		PigatoWorker worker = keep(
				workerBuilder(broker).endpoint(proxy.endpoint()).handler((request, reply) -> reply.end()).build());
		PigatoClient client = keep(clientBuilder(broker).endpoint(proxy.endpoint()).build());
		worker.start();
		List<CompletableFuture<String>> replies = ask(client, 10);
		await().atMost(LIMIT).until(() -> proxy.swallowed() > 0);
		closesInTime(client);
		closesInTime(worker);
		assertThat(replies).allSatisfy((reply) -> assertThat(reply).failsWithin(LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.withCauseInstanceOf(PigatoClosedException.class));
	}

	@Test
	void brokerClosesWhileItsLoopIsBusyWithAFlood() {
		AtomicInteger drops = new AtomicInteger();
		PigatoBroker broker = keep(PigatoBroker.builder()
			.transport(this.transport)
			.bind("tcp://127.0.0.1:0")
			.shutdownGrace(GRACE)
			.listener(new BrokerListener() {

				@Override
				public void requestFailed(String service, String code) {
					drops.incrementAndGet();
				}

			})
			.build());
		broker.start();
		PigatoClient client = client(broker);
		List<CompletableFuture<String>> waiting = ask(client, 20_000);
		await().until(() -> broker.snapshot().queued() > 100);
		closesInTime(broker);
		assertThat(drops).hasPositiveValue();
		closesInTime(client);
		assertThat(waiting).allSatisfy((each) -> assertThat(each).failsWithin(LIMIT));
	}

	@Test
	void afterAStormOfInterruptsTheClientWorks() throws Exception {
		PigatoBroker broker = broker();
		worker(broker, (request, reply) -> {
			reply.write("part");
			reply.end(request.data(String.class));
		});
		PigatoClient client = keep(clientBuilder(broker).maxPendingBytes(PENDING).build());
		AtomicInteger cancelled = new AtomicInteger();
		AtomicInteger answered = new AtomicInteger();
		List<Throwable> unexpected = new CopyOnWriteArrayList<>();
		List<Thread> callers = IntStream.range(0, 4)
			.mapToObj((i) -> new Thread(() -> call(client, i % 2 == 0, cancelled, answered, unexpected)))
			.toList();
		callers.forEach(Thread::start);
		for (int i = 0; cancelled.get() < 2000 && unexpected.isEmpty(); i++) {
			callers.get(i % callers.size()).interrupt();
			Thread.onSpinWait();
		}
		this.release.countDown();
		for (Thread caller : callers) {
			caller.join(LIMIT.toMillis());
			assertThat(caller.isAlive()).isFalse();
		}
		assertThat(unexpected).isEmpty();
		for (int i = 0; i < 200; i++) {
			assertThat(client.request("close", "after " + i, String.class)).isEqualTo("after " + i);
		}
		await().atMost(LIMIT).until(() -> broker.snapshot().inFlight() + broker.snapshot().queued() == 0);
		// Had a cancelled request left anything, there would be no room for this one
		String whole = "x".repeat(PENDING - 2000);
		assertThat(client.request("close", whole, String.class)).isEqualTo(whole);
	}

	/** Asks until told to stop; an interrupt ends a request, and nothing else. */
	private void call(PigatoClient client, boolean blocking, AtomicInteger cancelled, AtomicInteger answered,
			List<Throwable> unexpected) {
		while (this.release.getCount() > 0) {
			try {
				if (blocking) {
					client.service("close").data("x".repeat(1000)).retrieve().body(String.class);
				}
				else {
					try (Stream<String> stream = client.service("close").data("x").retrieve().stream(String.class)) {
						assertThat(stream.count()).isEqualTo(2);
					}
				}
				answered.incrementAndGet();
			}
			catch (PigatoCancelledException ex) {
				cancelled.incrementAndGet();
				if (!Thread.interrupted()) {
					unexpected.add(new AssertionError("The interrupt was not kept", ex));
				}
			}
			catch (PigatoOverflowException ex) {
				// Cancels come faster than the loop takes them
				Thread.yield();
			}
			catch (PigatoException | AssertionError ex) {
				unexpected.add(ex);
			}
		}
	}

	private void closesInTime(AutoCloseable closeable) {
		assertThat(CompletableFuture.runAsync(() -> closeUnchecked(closeable), this::inNewThread))
			.succeedsWithin(LIMIT);
	}

	private static void closeUnchecked(AutoCloseable closeable) {
		try {
			closeable.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void inNewThread(Runnable task) {
		Thread thread = new Thread(task, "chaos-closer");
		thread.setDaemon(true);
		thread.start();
	}

	private static List<CompletableFuture<String>> ask(PigatoClient client, int times) {
		return IntStream.range(0, times)
			.mapToObj((i) -> client.service("close").data(i).retrieve().future(String.class))
			.toList();
	}

	private PigatoBroker broker() {
		PigatoBroker broker = keep(PigatoBroker.builder()
			.transport(this.transport)
			.bind("tcp://127.0.0.1:0")
			.heartbeat(Duration.ofMillis(200), 3)
			.shutdownGrace(GRACE)
			.build());
		broker.start();
		return broker;
	}

	private PigatoWorker.Builder workerBuilder(PigatoBroker broker) {
		return PigatoWorker.builder()
			.transport(this.transport)
			.endpoint(broker.endpoints().get(0))
			.service("close")
			.shutdownGrace(GRACE);
	}

	private PigatoWorker worker(PigatoBroker broker, RequestHandler handler) {
		PigatoWorker worker = keep(workerBuilder(broker).handler(handler).build());
		worker.start();
		await().until(worker::isRegistered);
		return worker;
	}

	private PigatoClient.Builder clientBuilder(PigatoBroker broker) {
		return PigatoClient.builder().transport(this.transport).endpoint(broker.endpoints().get(0));
	}

	private PigatoClient client(PigatoBroker broker) {
		return keep(clientBuilder(broker).build());
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

}
