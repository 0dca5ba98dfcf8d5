package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.pigato.PigatoClosedException;
import io.pigato.ScriptedBroker;
import io.pigato.broker.PigatoBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.transport.PigatoLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Workers at run time, behind a broker in process that does what a test says. */
class WorkerLifeTests {

	private static final Frame CLIENT = Frame.of("client-1");

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void concurrencyChangesWhileTheWorkerRuns() {
		ScriptedBroker broker = broker("{}", 5);
		Semaphore permits = new Semaphore(0);
		AtomicInteger running = new AtomicInteger();
		PigatoWorker worker = keep(builder(broker).concurrency(1).handler((request, reply) -> {
			running.incrementAndGet();
			permits.acquire();
			running.decrementAndGet();
			reply.end();
		}).build());
		worker.start();
		await().until(() -> running.get() == 1);
		worker.concurrency(4);
		assertThat(worker.concurrency()).isEqualTo(4);
		await().until(() -> running.get() == 4);
		worker.concurrency(0);
		permits.release(4);
		await().until(() -> broker.received(WorkerReply.class).size() == 4);
		assertThat(running).hasValue(0);
		permits.release(1);
		worker.concurrency(1);
		await().until(() -> broker.received(WorkerReply.class).size() == 5);
		assertThat(broker.received(WorkerReject.class)).isEmpty();
		assertThat(statuses(broker)).containsSubsequence("{\"concurrency\":4}", "{\"concurrency\":0}",
				"{\"concurrency\":1}");
	}

	@Test
	void concurrencyIsNotNegativeAndTheLoopMustLive() {
		PigatoLoop loop = PigatoLoop.start("short-lived");
		PigatoWorker worker = keep(
				PigatoWorker.builder().service("echo").loop(loop).handler((request, reply) -> reply.end()).build());
		assertThatIllegalArgumentException().isThrownBy(() -> worker.concurrency(-1));
		loop.close();
		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(() -> worker.concurrency(1));
	}

	@Test
	void graceIsNeitherNegativeNorEndless() {
		for (Duration grace : List.of(Duration.ofMillis(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
			assertThatIllegalArgumentException().isThrownBy(() -> PigatoWorker.builder().shutdownGrace(grace))
				.withMessageContaining("grace period")
				.withMessageContaining("24 days");
		}
	}

	@Test
	void workerOfAClosedLoopCannotBeStarted() {
		PigatoLoop loop = PigatoLoop.start("short-lived");
		PigatoWorker worker = keep(
				PigatoWorker.builder().service("echo").loop(loop).handler((request, reply) -> reply.end()).build());
		loop.close();
		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(worker::start).withMessageContaining("echo");
	}

	@Test
	void errorThatCannotBeWrittenLeavesTheReplyOpen() {
		ScriptedBroker broker = broker("{}", 2);
		PigatoWorker worker = keep(
				builder(broker).concurrency(1).handler((request, reply) -> reply.error(nothing(), nothing())).build());
		worker.start();
		await().until(() -> broker.received(WorkerReply.class).size() == 2);
		assertThat(broker.received(WorkerReply.class)).extracting((reply) -> reply.body().data().text())
			.containsOnly("\"internal error\"");
	}

	@SuppressWarnings("TypeParameterUnusedInFormals") // stands for a caller's mistake
	private static <T> T nothing() {
		return null;
	}

	@Test
	void closingSaysNothingIsTakenThenRejectsThenRepliesThenGoodbye() {
		ScriptedBroker broker = broker("{}", 3);
		CountDownLatch begun = new CountDownLatch(1);
		Semaphore permits = new Semaphore(0);
		PigatoWorker worker = builder(broker).concurrency(1).handler((request, reply) -> {
			begun.countDown();
			permits.acquire();
			reply.end("done");
		}).build();
		worker.start();
		await().until(() -> begun.getCount() == 0);
		CompletableFuture<Void> closing = CompletableFuture.runAsync(worker::close);
		await().until(() -> broker.received(WorkerReject.class).size() == 2);
		assertThat(closing).isNotDone();
		permits.release(3);
		assertThat(closing).succeedsWithin(Duration.ofSeconds(20));
		await().until(() -> !broker.received(WorkerGoodbye.class).isEmpty());
		List<WireMessage> sent = broker.received();
		int drained = sent.indexOf(new WorkerHeartbeat(Frame.of("{\"concurrency\":0}")));
		assertThat(sent.subList(drained + 1, sent.size())).filteredOn((each) -> !(each instanceof WorkerHeartbeat))
			.hasExactlyElementsOfTypes(WorkerReject.class, WorkerReject.class, WorkerReply.class, WorkerGoodbye.class);
		assertThat(sent).last().isInstanceOf(WorkerGoodbye.class);
	}

	@Test
	void nodeBrokerGetsNoReplyAfterTheTimeOut() {
		ScriptedBroker broker = keep(ScriptedBroker.plain((self, peer, message) -> {
			if (message instanceof WorkerReady) {
				self.send(peer, request("late", "{\"timeout\":50}"));
				self.send(peer, request("soon", "{\"timeout\":-1}"));
			}
		}));
		PigatoWorker worker = keep(builder(broker).handler((request, reply) -> {
			CountDownLatch over = new CountDownLatch(request.id().equals("late") ? 1 : 0);
			reply.onCancel(over::countDown);
			over.await();
			reply.end(reply.isActive());
		}).build());
		worker.start();
		await().until(() -> statuses(broker).contains("{\"concurrency\":6}"));
		assertThat(broker.received(WorkerReply.class)).extracting((reply) -> reply.rid().text() + reply.body().data())
			.containsExactly("soontrue");
	}

	@Test
	void listenerIsToldOfEverythingInOrder() {
		String endpoint = "inproc://" + UUID.randomUUID();
		List<String> seen = new CopyOnWriteArrayList<>();
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(endpoint)
			.service("echo")
			.reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(50))
			.listener(new Events(seen))
			.handler((request, reply) -> reply.end())
			.build();
		worker.start();
		await().until(() -> worker.lastError().isPresent());
		PigatoBroker first = PigatoBroker.builder().bind(endpoint).build();
		first.start();
		await().until(worker::isRegistered);
		assertThat(worker.lastError()).isEmpty();
		first.close();
		await().until(() -> seen.contains("disconnect"));
		assertThat(worker.lastError()).isPresent();
		PigatoBroker second = keep(PigatoBroker.builder().bind(endpoint).build());
		second.start();
		await().until(worker::isRegistered);
		worker.close();
		worker.close();
		await().until(() -> seen.contains("stop"));
		assertThat(seen).containsExactly("start", "register", "disconnect", "register", "disconnect", "stop");
		assertThat(worker.isRegistered()).isFalse();
	}

	private ScriptedBroker broker(String options, int requests) {
		return keep(ScriptedBroker.extended((self, peer, message) -> {
			if (message instanceof WorkerHeartbeat) {
				self.send(peer, new WorkerHeartbeatEcho());
			}
			else if (message instanceof WorkerReady) {
				IntStream.range(0, requests).forEach((i) -> self.send(peer, request("rid-" + i, options)));
			}
		}));
	}

	private static WorkerRequest request(String rid, String options) {
		return new WorkerRequest(CLIENT,
				new ClientRequest(Frame.of("echo"), Frame.of(rid), JsonFrames.NULL, Frame.of(options)));
	}

	private static PigatoWorker.Builder builder(ScriptedBroker broker) {
		return PigatoWorker.builder()
			.endpoint(broker.endpoint())
			.service("echo")
			.concurrency(5)
			.shutdownGrace(Duration.ofSeconds(10));
	}

	private static List<String> statuses(ScriptedBroker broker) {
		return broker.received(WorkerHeartbeat.class).stream().map((each) -> each.status().text()).toList();
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private record Events(List<String> seen) implements WorkerListener {

		@Override
		public void onStart() {
			this.seen.add("start");
		}

		@Override
		public void onRegister() {
			this.seen.add("register");
		}

		@Override
		public void onDisconnect(String reason) {
			this.seen.add("disconnect");
		}

		@Override
		public void onStop() {
			this.seen.add("stop");
		}

	}

}
