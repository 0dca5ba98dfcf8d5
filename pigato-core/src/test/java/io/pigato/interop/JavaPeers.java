package io.pigato.interop;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.pigato.PigatoServiceException;
import io.pigato.RequestOptions;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import org.jspecify.annotations.Nullable;

/** Peers of this project. */
final class JavaPeers {

	private static final int LIVENESS = 3;

	private JavaPeers() {
	}

	static TestBroker broker(PeerConfig config) {
		Map<String, String> workers = new ConcurrentHashMap<>();
		PigatoBroker broker = PigatoBroker.builder()
			.bind("tcp://127.0.0.1:0")
			.heartbeat(config.heartbeat(), LIVENESS)
			.shutdownGrace(Duration.ZERO)
			.listener(new BrokerListener() {

				@Override
				public void workerRegistered(String service, String workerId) {
					workers.put(workerId, service);
				}

				@Override
				public void workerLost(String service, String workerId, int inFlight) {
					workers.remove(workerId);
				}

			})
			.build();
		broker.start();
		return new Broker(broker, workers);
	}

	static TestClient client(PeerConfig config) {
		PigatoClient client = PigatoClient.builder()
			.endpoint(config.endpoint())
			.heartbeat(config.heartbeat(), LIVENESS)
			.reconnectDelay(config.reconnect(), config.reconnect())
			.build();
		client.start();
		Stage.until(client::isConnected);
		return new Client(client);
	}

	static TestWorker worker(String name, String service, boolean held, PeerConfig config) {
		PigatoLoop loop = PigatoLoop.start(name);
		Worker worker = new Worker(loop, held, config.concurrency());
		worker.start(PigatoWorker.builder()
			.loop(loop)
			.endpoint(config.endpoint())
			.service(service)
			.identityPrefix(name)
			.concurrency(config.concurrency())
			.heartbeat(config.heartbeat(), LIVENESS)
			.reconnectDelay(config.reconnect(), config.reconnect())
			.shutdownGrace(Duration.ZERO)
			.handler(worker::onRequest)
			.build());
		return worker;
	}

	private static JsonNode orNull(@Nullable JsonNode value) {
		return (value != null) ? value : NullNode.getInstance();
	}

	private record Broker(PigatoBroker broker, Map<String, String> workers) implements TestBroker {

		@Override
		public String endpoint() {
			return this.broker.endpoints().get(0);
		}

		@Override
		public String awaitWorker(String prefix, int concurrency) {
			return Stage.patiently()
				.until(() -> this.workers.keySet()
					.stream()
					.filter((id) -> id.startsWith(prefix))
					.findFirst()
					.orElse(""), (id) -> !id.isEmpty());
		}

		@Override
		public void awaitGone(String id) {
			Stage.until(() -> !this.workers.containsKey(id));
		}

		@Override
		public int queued() {
			return this.broker.snapshot().queued();
		}

		@Override
		public void close() {
			this.broker.close();
		}

	}

	private record Client(PigatoClient client) implements TestClient {

		@Override
		public CompletableFuture<Outcome> request(String service, @Nullable Object data, RequestOptions options) {
			return this.client.service(service)
				.data(data)
				.options(options)
				.retrieve()
				.future(JsonNode.class)
				.handle((value, error) -> (error != null) ? new Outcome(List.of(), cause(error))
						: new Outcome(List.of(orNull(value)), null));
		}

		@Override
		public CompletableFuture<Outcome> stream(String service, @Nullable Object data, RequestOptions options) {
			Collector collector = new Collector();
			this.client.service(service)
				.data(data)
				.options(options)
				.retrieve()
				.publisher(JsonNode.class)
				.subscribe(collector);
			return collector.outcome;
		}

		@Override
		public void close() {
			this.client.close();
		}

		private static Throwable cause(Throwable error) {
			return (error.getCause() != null && error instanceof java.util.concurrent.CompletionException)
					? error.getCause() : error;
		}

	}

	private static final class Collector implements Flow.Subscriber<JsonNode> {

		private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

		private final List<JsonNode> values = new CopyOnWriteArrayList<>();

		@Override
		public void onSubscribe(Flow.Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		public void onNext(JsonNode value) {
			this.values.add(value);
		}

		@Override
		public void onError(Throwable error) {
			this.outcome.complete(new Outcome(List.copyOf(this.values), error));
		}

		@Override
		public void onComplete() {
			this.outcome.complete(new Outcome(List.copyOf(this.values), null));
		}

	}

	private static final class Worker implements TestWorker {

		private final PigatoLoop loop;

		private final boolean held;

		private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

		private final List<Reply> replies = new CopyOnWriteArrayList<>();

		private @Nullable PigatoWorker worker;

		Worker(PigatoLoop loop, boolean held, int concurrency) {
			this.loop = loop;
			this.held = held;
		}

		void start(PigatoWorker built) {
			this.worker = built;
			built.start();
		}

		void onRequest(ServiceRequest request, Reply reply) {
			JsonNode data = orNull(request.data(JsonNode.class));
			if (!this.held) {
				answer(data, request, reply);
				return;
			}
			synchronized (this.replies) {
				this.replies.add(reply);
				this.requests.add(data);
			}
		}

		@Override
		public List<JsonNode> requests() {
			return List.copyOf(this.requests);
		}

		@Override
		public void write(int index, Object value) {
			this.replies.get(index).write(value);
		}

		@Override
		public void end(int index, @Nullable Object value) {
			this.replies.get(index).end(value);
		}

		@Override
		public void reject(int index) {
			this.replies.get(index).reject();
		}

		@Override
		public boolean isActive(int index) {
			return this.replies.get(index).isActive();
		}

		@Override
		public void concurrency(int value) {
			java.util.Objects.requireNonNull(this.worker).concurrency(value);
		}

		@Override
		public void kill() {
			this.loop.close();
		}

		@Override
		public void close() {
			if (this.worker != null) {
				this.worker.close();
			}
			this.loop.close();
		}

		private static void answer(JsonNode data, ServiceRequest request, Reply reply) {
			for (int i = 0; i < data.path("partials").asInt(); i++) {
				reply.write(i);
			}
			if (data.has("fail")) {
				throw new PigatoServiceException("OUT_OF_STOCK", data.get("fail").asText(), Map.of("item", 7));
			}
			if (data.path("show").asText().equals("options")) {
				reply.end(request.options());
			}
			else {
				reply.end(data.has("partials") ? data.get("last") : data);
			}
		}

	}

}
