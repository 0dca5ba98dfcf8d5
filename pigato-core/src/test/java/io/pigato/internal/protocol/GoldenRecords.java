package io.pigato.internal.protocol;

import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.internal.Frame;

/** What each golden message says, under the name that {@link GoldenFrames} gives it. */
final class GoldenRecords {

	private static final String UUID = "3f2b8c1e-5a94-4d0b-9e57-0c6a1d2f7b38";

	private static final String NODE_OPTIONS = "{\"timeout\":60000,\"retry\":0}";

	private static final String HI = "{\"text\":\"hi\"}";

	private static final String EXT = "{\"ext\":[\"cancel\",\"error\"]}";

	private final Map<String, WireMessage> records = new LinkedHashMap<>();

	private GoldenRecords() {
	}

	static Map<String, WireMessage> all() {
		GoldenRecords golden = new GoldenRecords();
		golden.requests();
		golden.clientSignals();
		golden.clientReplies();
		golden.workerSignals();
		golden.workerReplies();
		golden.dispatches();
		return golden.records;
	}

	private void requests() {
		String row = "nodejs/F01-client-request/";
		put(row + "object", request("echo", node(3), "{\"text\":\"Grüße\"}", NODE_OPTIONS));
		put(row + "options", request("echo@^1.2", node(4), "[1]",
				"{\"timeout\":-1,\"retry\":1,\"nocache\":1,\"workerId\":\"w-1\"}"));
		put(row + "null-data", request("echo", node(5), "null", NODE_OPTIONS));
		put(row + "undefined-data", request("echo", node(6), "undefined", NODE_OPTIONS));
		put(row + "non-ascii-service", request("größe", node(7), "\"\"", NODE_OPTIONS));
		row = "written/F01-client-request/";
		put(row + "ruby", request("echo", UUID, HI, ""));
		put(row + "go", request("echo", "0a1b2c0d3e4f0a1b2c0d3e4f", HI, ""));
		put(row + "extensions", request("echo", UUID, HI,
				"{\"timeout\":60000,\"headers\":{\"traceparent\":\"00-1-2-01\"},\"ext\":[\"cancel\",\"error\"]}"));
	}

	private void clientSignals() {
		put("nodejs/F02-client-heartbeat/start", new ClientHeartbeat());
		put("nodejs/F03-request-heartbeat/stream", new RequestHeartbeat(Frame.of(node(3))));
		put("written/F03-request-heartbeat/old", new RequestHeartbeat(Frame.of(UUID)));
		put("written/F03-request-heartbeat/req", new RequestHeartbeat(Frame.of(UUID)));
		put("written/F05-worker-keep-alive/ruby", new WorkerKeepAlive(Frame.of("w-1")));
		put("written/X1-client-cancel/request", new CancelRequest(Frame.of(UUID)));
		put("nodejs/F06-client-heartbeat-echo/echo", new ClientHeartbeatEcho(Frame.EMPTY));
		put("written/F06-client-heartbeat-echo/extensions", new ClientHeartbeatEcho(Frame.of(EXT)));
	}

	private void clientReplies() {
		String row = "nodejs/F07-client-reply/";
		put(row + "partial", new ClientReply(false, Frame.of("r-1"), ok("{\"n\":1}", "{}")));
		put(row + "final", new ClientReply(true, Frame.of("r-1"), ok("{\"n\":2}", "{\"cache\":5000}")));
		put(row + "no-options", new ClientReply(true, Frame.of("r-2"), ok("\"y\"", "")));
		put(row + "error", new ClientReply(true, Frame.of("r-3"), error("\"failed\"", "undefined")));
		row = "written/F07-client-reply/";
		put(row + "structured-error", new ClientReply(true, Frame.of(UUID),
				BrokerError.of("B_QUEUE_FULL", "1000000 requests wait for echo")));
		put(row + "empty-code", new ClientReply(true, Frame.of(UUID), ok("1", "{}")));
		put(row + "partial-error", new ClientReply(true, Frame.of(UUID), error("\"failed\"", "{}")));
	}

	private void workerSignals() {
		put("nodejs/F08-worker-ready/start", new WorkerReady(Frame.of("echo")));
		put("nodejs/F09-ready-ack/ready", new ReadyAck(Frame.EMPTY));
		put("written/F09-ready-ack/extensions", new ReadyAck(Frame.of(EXT)));
		put("nodejs/F10-worker-heartbeat/start", new WorkerHeartbeat(Frame.of("{\"concurrency\":100}")));
		put("nodejs/F10-worker-heartbeat/update", new WorkerHeartbeat(Frame.of("{\"update\":1,\"concurrency\":100}")));
		put("written/F10-worker-heartbeat/bare", new WorkerHeartbeat(Frame.EMPTY));
		put("written/F10-worker-heartbeat/extensions", new WorkerHeartbeat(
				Frame.of("{\"concurrency\":10,\"ext\":[\"cancel\",\"error\"],\"info\":{\"app\":\"shop\"}}")));
		put("nodejs/F11-worker-heartbeat-echo/echo", new WorkerHeartbeatEcho());
		put("nodejs/F16-worker-disconnect/stop", new WorkerGoodbye());
		put("nodejs/F16-broker-disconnect/unknown", new WorkerDismissal());
		put("nodejs/F16-broker-disconnect/answer", new WorkerDismissal());
	}

	private void workerReplies() {
		String row = "nodejs/F14-worker-reply/";
		put(row + "partial", reply(false, "r-stream", ok("{\"n\":1}", "{}")));
		put(row + "final", reply(true, "r-stream", ok("{\"n\":2}", "{}")));
		put(row + "null", reply(true, "r-end", ok("null", "{}")));
		put(row + "cache", reply(true, "r-cache", ok("\"x\"", "{\"cache\":5000}")));
		put(row + "error", reply(true, "r-error", error("\"failed\"", "undefined")));
		put(row + "error-object",
				reply(true, "r-error-object", error("{\"message\":\"failed\",\"code\":7}", "undefined")));
		put(row + "error-undefined", reply(true, "r-error-undefined", error("undefined", "undefined")));
		put("written/F14-worker-reply/ruby", reply(true, UUID, ok(HI, "")));
		put("written/F14-worker-reply/shortest", reply(true, UUID, ok("", "")));
		row = "nodejs/F15-worker-reject/";
		put(row + "bare", new WorkerReject(Frame.of("c-1"), Frame.of("r-reject"), Frame.of("undefined")));
		put(row + "reason", new WorkerReject(Frame.of("c-1"), Frame.of("r-reject-reason"), Frame.of("\"busy\"")));
		put("written/F15-worker-reject/shortest", new WorkerReject(Frame.of("c-1"), Frame.of(UUID), Frame.EMPTY));
		put("written/F15-worker-reject/complete", new WorkerReject(Frame.of("c-1"), Frame.of(UUID), Frame.of("null")));
	}

	private void dispatches() {
		String row = "nodejs/F13-worker-request/";
		put(row + "options", new WorkerRequest(Frame.of("c-1"),
				request("echo", "r-1", "{\"a\":1}", "{\"timeout\":5000,\"extra\":[true]}")));
		put(row + "no-options", new WorkerRequest(Frame.of("c-1"), request("echo", "r-2", "\"x\"", "")));
		put(row + "undefined", new WorkerRequest(Frame.of("c-1"), request("echo", "r-3", "undefined", "{}")));
		put("written/F12-handler-heartbeat/request", new HandlerHeartbeat(Frame.of("c-1"), Frame.of(UUID)));
		put("written/X2-handler-cancel/request", new HandlerCancel(Frame.of("c-1"), Frame.of(UUID)));
	}

	private void put(String name, WireMessage message) {
		this.records.put(name, message);
	}

	private static ClientRequest request(String service, String rid, String data, String options) {
		return new ClientRequest(Frame.of(service), Frame.of(rid), Frame.of(data), Frame.of(options));
	}

	private static WorkerReply reply(boolean last, String rid, ReplyBody body) {
		return new WorkerReply(last, Frame.of("c-1"), Frame.of(rid), body);
	}

	private static ReplyBody ok(String data, String options) {
		return new ReplyBody(ReplyCode.OK, Frame.of(data), Frame.of(options));
	}

	private static ReplyBody error(String data, String options) {
		return new ReplyBody(ReplyCode.ERROR, Frame.of(data), Frame.of(options));
	}

	private static String node(int count) {
		return "00000000-0000-4000-8000-%012d".formatted(count);
	}

}
