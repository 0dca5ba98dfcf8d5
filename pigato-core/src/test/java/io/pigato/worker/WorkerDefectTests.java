package io.pigato.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.pigato.ScriptedBroker;
import io.pigato.broker.PigatoBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.DealerSocket;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Defects of the Node.js version's worker, by their numbers, that must not come back. */
class WorkerDefectTests {

	private static final Frame CLIENT = Frame.of("client-1");

	private static final Frame RID = Frame.of("rid-1");

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void defect14RequestHeartbeatsReachTheHandler() {
		ScriptedBroker broker = keep(ScriptedBroker.extended(WorkerDefectTests::dispatch));
		CountDownLatch silent = new CountDownLatch(1);
		AtomicReference<Reply> held = new AtomicReference<>();
		worker(broker.endpoint(), (request, reply) -> {
			reply.onCancel(silent::countDown);
			held.set(reply);
			silent.await();
			reply.end("late");
		});
		await().until(() -> held.get() != null);
		broker.send(new HandlerHeartbeat(CLIENT, RID));
		await().until(() -> silent.getCount() == 0);
		await().until(() -> !broker.received(WorkerReply.class).isEmpty());
		assertThat(held.get().isActive()).isFalse();
		assertThat(broker.received(WorkerReply.class).get(0).body().data()).isEqualTo(Frame.of("\"late\""));
	}

	@Test
	void defect14RequestHeartbeatsOfAnyClientReachTheHandlerThroughTheBroker() {
		PigatoBroker broker = keep(PigatoBroker.builder().bind("inproc://" + UUID.randomUUID()).build());
		broker.start();
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch silent = new CountDownLatch(1);
		worker(broker.endpoints().get(0), (request, reply) -> {
			reply.onCancel(silent::countDown);
			begun.countDown();
			silent.await();
		});
		PigatoLoop loop = keep(PigatoLoop.start("node-client"));
		DealerSocket client = dealer(loop, broker.endpoints().get(0));
		send(loop, client, new ClientHeartbeat());
		send(loop, client, new ClientRequest(Frame.of("slow"), RID, JsonFrames.NULL, JsonFrames.EMPTY_OBJECT));
		await().until(() -> begun.getCount() == 0);
		assertThat(silent.getCount()).isOne();
		send(loop, client, new RequestHeartbeat(RID));
		await().until(() -> silent.getCount() == 0);
	}

	/** Answers heartbeats and gives the first worker one request. */
	private static void dispatch(ScriptedBroker broker, Frame peer, WireMessage message) {
		if (message instanceof WorkerHeartbeat) {
			broker.send(peer, new WorkerHeartbeatEcho());
		}
		else if (message instanceof WorkerReady) {
			broker.send(peer, new WorkerRequest(CLIENT,
					new ClientRequest(Frame.of("slow"), RID, JsonFrames.NULL, JsonFrames.EMPTY_OBJECT)));
		}
	}

	private void worker(String endpoint, RequestHandler handler) {
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(endpoint)
			.service("slow")
			.heartbeat(Duration.ofMillis(100), 2)
			.shutdownGrace(Duration.ofSeconds(5))
			.handler(handler)
			.build());
		worker.start();
		await().until(worker::isRegistered);
	}

	private static DealerSocket dealer(PigatoLoop loop, String endpoint) {
		DealerOptions options = new DealerOptions(Endpoint.parse(endpoint), CLIENT, 1, TransportLimits.DEFAULT);
		return CompletableFuture
			.supplyAsync(() -> loop.engine(Transport.JEROMQ).openDealer(options, new DealerSocket.Handler() {
				@Override
				public void onMessage(Message message) {
					// nothing that it needs
				}

				@Override
				public void onClosed(String reason) {
					// the test is over
				}
			}), loop.eventLoop())
			.join();
	}

	private static void send(PigatoLoop loop, DealerSocket client, WireMessage message) {
		loop.eventLoop().execute(() -> client.send(WireCodec.encode(message)));
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

}
