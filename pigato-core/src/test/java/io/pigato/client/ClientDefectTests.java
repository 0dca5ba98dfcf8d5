package io.pigato.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

import io.pigato.ErrorCodes;
import io.pigato.PigatoException;
import io.pigato.PigatoPayloadException;
import io.pigato.PigatoServiceUnavailableException;
import io.pigato.PigatoTimeoutException;
import io.pigato.ScriptedBroker;
import io.pigato.broker.PigatoBroker;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Defects of the Node.js version's client, by their numbers, that must not come back. */
class ClientDefectTests {

	private static final long MILLI = 1_000_000;

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void closeAll() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void defect08DeathOfAWorkerWithoutRetryIsToldToTheClientAtOnce() {
		PigatoBroker broker = keep(PigatoBroker.builder().bind("inproc://" + UUID.randomUUID()).build());
		broker.start();
		CountDownLatch begun = new CountDownLatch(1);
		PigatoWorker worker = keep(PigatoWorker.builder()
			.endpoint(broker.endpoints().get(0))
			.service("dying")
			.shutdownGrace(Duration.ZERO)
			.handler((request, reply) -> begun.countDown())
			.build());
		worker.start();
		CompletableFuture<String> reply = client(broker.endpoints().get(0)).service("dying")
			.noTimeout()
			.retrieve()
			.future(String.class);
		await().until(() -> begun.getCount() == 0);
		worker.close();
		await().until(reply::isDone);
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(reply::get)
			.withCauseInstanceOf(PigatoServiceUnavailableException.class)
			.withMessageContaining(ErrorCodes.WORKER_LOST);
	}

	@Test
	void defect15RequestsMadeBeforeTheClientIsConnectedAreKept() {
		String endpoint = "inproc://" + UUID.randomUUID();
		PigatoClient client = client(endpoint);
		List<CompletableFuture<Integer>> replies = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			replies.add(client.service("echo").data(i).retrieve().future(Integer.class));
		}
		await().until(() -> client.lastError().isPresent());
		PigatoBroker broker = keep(PigatoBroker.builder().bind(endpoint).build());
		broker.start();
		keep(PigatoWorker.builder()
			.endpoint(endpoint)
			.service("echo")
			.handler((request, reply) -> reply.end(request.data(Integer.class)))
			.build()).start();
		for (int i = 0; i < 20; i++) {
			assertThat(replies.get(i)).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(i);
		}
	}

	@Test
	void defect16InvalidJsonInAReplyFailsThatRequestOnly() {
		ScriptedBroker broker = keep(ScriptedBroker.extended((self, peer, message) -> {
			if (message instanceof ClientRequest request) {
				self.reply(peer, request, request.service().text().equals("broken") ? "{\"a\":" : "\"good\"");
			}
		}));
		List<String> events = new ArrayList<>();
		PigatoClient client = keep(PigatoClient.builder().endpoint(broker.endpoint()).listener(new ClientListener() {
			@Override
			public void onDisconnect(String reason) {
				events.add(reason);
			}
		}).build());
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(PigatoPayloadException.class)
				.isThrownBy(() -> client.request("broken", null, Object.class));
			assertThat(client.request("good", null, String.class)).isEqualTo("good");
		}
		assertThat(client.isConnected()).isTrue();
		assertThat(events).isEmpty();
	}

	@Test
	void defect17TimeOutIsExact() {
		Deadlines deadlines = new Deadlines(0);
		Answers answers = new Answers();
		SimulatedClient client = new SimulatedClient(deadlines, KeepAlive.DEFAULT, new Random(1), new Line());
		client.start(0);
		client.onMessage(new ClientHeartbeatEcho(Frame.EMPTY), 0);
		for (int timeout : List.of(1, 100, 1234, 2499, 2501)) {
			client.request(new SimulatedClient.Question("slow", Frame.of("1"), Duration.ofMillis(timeout), false),
					answers, 0);
		}
		for (long at = 1; at <= 3000; at++) {
			answers.nowMillis = at;
			deadlines.advance(at * MILLI);
			client.onMessage(new ClientHeartbeatEcho(Frame.EMPTY), at * MILLI);
		}
		assertThat(answers.endedAt).containsExactly(1L, 100L, 1234L, 2499L, 2501L);
		assertThat(answers.errors).hasSize(5).hasOnlyElementsOfType(PigatoTimeoutException.class);
	}

	private PigatoClient client(String endpoint) {
		return keep(PigatoClient.builder()
			.endpoint(endpoint)
			.reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(50))
			.build());
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

	private static final class Answers implements SimulatedClient.Replies {

		private final List<Long> endedAt = new ArrayList<>();

		private final List<PigatoException> errors = new ArrayList<>();

		private long nowMillis;

		@Override
		public void partial(Frame data) {
			throw new AssertionError("nobody sends partials");
		}

		@Override
		public void reply(ReplyBody body) {
			throw new AssertionError("nobody replies");
		}

		@Override
		public void error(PigatoException error) {
			this.endedAt.add(this.nowMillis);
			this.errors.add(error);
		}

	}

	private static final class Line implements SimulatedClient.Link {

		@Override
		public void open() {
			// it is open
		}

		@Override
		public SendResult send(WireMessage message) {
			return SendResult.ACCEPTED;
		}

		@Override
		public void close() {
			// it stays open
		}

	}

}
