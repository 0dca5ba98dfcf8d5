package io.pigato.interop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Original peers. */
final class NodePeers {

	private static final int NO_TIMEOUT = -1;

	private NodePeers() {
	}

	static TestBroker broker(NodeProcess process, String name, String endpoint, String publications,
			PeerConfig config) {
		Map<String, Object> conf = Map.of("heartbeat", config.heartbeat().toMillis(), "intch", publications);
		process.call("broker", Map.of("name", name, "endpoint", endpoint, "conf", conf));
		return new Broker(process, name, endpoint, publications);
	}

	static TestClient client(NodeProcess process, String name, PeerConfig config) {
		process.call("client", Map.of("name", name, "endpoint", config.endpoint(), "conf", conf(config)));
		return new Client(process, name);
	}

	static Worker worker(NodeProcess process, String name, String service, boolean held, PeerConfig config) {
		Map<String, Object> conf = conf(config);
		conf.put("prefix", name);
		conf.put("concurrency", config.concurrency());
		process.call("worker",
				Map.of("name", name, "endpoint", config.endpoint(), "service", service, "conf", conf, "held", held));
		return new Worker(process, name);
	}

	private static Map<String, Object> conf(PeerConfig config) {
		Map<String, Object> conf = new HashMap<>();
		conf.put("heartbeat", config.heartbeat().toMillis());
		conf.put("reconnect", config.reconnect().toMillis());
		return conf;
	}

	private static Map<String, Object> options(RequestOptions options) {
		Map<String, Object> map = new LinkedHashMap<>(options.others());
		map.put("timeout", (options.timeout() != null) ? options.timeout().toMillis() : NO_TIMEOUT);
		if (options.retry()) {
			map.put("retry", 1);
		}
		if (options.workerId() != null) {
			map.put("workerId", options.workerId());
		}
		if (!options.headers().isEmpty()) {
			map.put("headers", options.headers());
		}
		return map;
	}

	private static Outcome outcome(JsonNode value) {
		List<JsonNode> values = new ArrayList<>();
		value.get("values").forEach(values::add);
		JsonNode error = value.get("error");
		if (error == null) {
			return new Outcome(values, null);
		}
		return new Outcome(values, new NodeError(error.isTextual() ? error.asText() : error.toString()));
	}

	/** An original broker. */
	record Broker(NodeProcess process, String name, String endpoint, String publications) implements TestBroker {

		@Override
		public String awaitWorker(String prefix, int concurrency) {
			return Stage.patiently().until(() -> find(prefix, concurrency), (id) -> !id.isEmpty());
		}

		@Override
		public void awaitGone(String id) {
			Stage.until(() -> state().get("workers").findValuesAsText("id").stream().noneMatch(id::equals));
		}

		@Override
		public int queued() {
			return state().get("queued").asInt();
		}

		@Override
		public void close() {
			this.process.call("stop", Map.of("of", this.name));
		}

		private String find(String prefix, int concurrency) {
			for (JsonNode worker : state().get("workers")) {
				if (worker.get("id").asText().startsWith(prefix) && worker.get("concurrency").asInt() == concurrency) {
					return worker.get("id").asText();
				}
			}
			return "";
		}

		private JsonNode state() {
			return this.process.call("state", Map.of("of", this.name));
		}

	}

	private record Client(NodeProcess process, String name) implements TestClient {

		@Override
		public CompletableFuture<Outcome> request(String service, @Nullable Object data, RequestOptions options) {
			return ask(service, data, options, false);
		}

		@Override
		public CompletableFuture<Outcome> stream(String service, @Nullable Object data, RequestOptions options) {
			return ask(service, data, options, true);
		}

		@Override
		public void close() {
			this.process.call("stop", Map.of("of", this.name));
		}

		private CompletableFuture<Outcome> ask(String service, @Nullable Object data, RequestOptions options,
				boolean stream) {
			Map<String, Object> what = new HashMap<>();
			what.put("of", this.name);
			what.put("service", service);
			if (data != null) {
				what.put("data", data);
			}
			what.put("options", options(options));
			what.put("stream", stream);
			Object beat = options.others().get("beat");
			if (beat != null) {
				what.put("beat", beat);
			}
			return this.process.send("request", what).thenApply(NodePeers::outcome);
		}

	}

	/** An original worker. */
	record Worker(NodeProcess process, String name) implements TestWorker {

		@Override
		public List<JsonNode> requests() {
			return this.process.events("request", this.name).stream().map((line) -> line.get("data")).toList();
		}

		@Override
		public void write(int index, Object value) {
			reply(index, "write", value);
		}

		@Override
		public void end(int index, @Nullable Object value) {
			reply(index, "end", value);
		}

		@Override
		public void reject(int index) {
			reply(index, "reject", null);
		}

		@Override
		public boolean isActive(int index) {
			return this.process.call("active", Map.of("of", this.name, "index", index)).asBoolean();
		}

		@Override
		public void concurrency(int value) {
			this.process.call("concurrency", Map.of("of", this.name, "value", value));
		}

		@Override
		public void kill() {
			this.process.close();
		}

		@Override
		public void close() {
			this.process.call("stop", Map.of("of", this.name));
		}

		private void reply(int index, String how, @Nullable Object value) {
			Map<String, Object> what = new HashMap<>();
			what.put("of", this.name);
			what.put("index", index);
			what.put("how", how);
			if (value != null) {
				what.put("value", value);
			}
			this.process.call("reply", what);
		}

	}

}
