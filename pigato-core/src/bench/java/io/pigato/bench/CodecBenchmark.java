package io.pigato.bench;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames to messages and back, at the broker. */
@State(Scope.Thread)
public class CodecBenchmark {

	private static final String OPTIONS = "{\"timeout\":60000,\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}";

	private final ClientRequest request = new ClientRequest(Frame.of("echo"),
			Frame.of("3527eb3e606927d753f5df901fef1a11-1"), Frame.of("\"abc\""), Frame.of(OPTIONS));

	private final WorkerRequest forWorker = new WorkerRequest(Frame.of("client-7fd1"), this.request);

	private final Message fromClient = WireCodec.encode(this.request);

	private final Message fromWorker = WireCodec.encode(new WorkerReply(true, Frame.of("client-7fd1"),
			this.request.rid(), new ReplyBody(ReplyCode.OK, this.request.data(), JsonFrames.EMPTY_OBJECT)));

	@Benchmark
	public WireMessage decodeRequest() {
		return WireCodec.decodeAtBroker(this.fromClient);
	}

	@Benchmark
	public Message encodeRequest() {
		return WireCodec.encode(this.forWorker);
	}

	@Benchmark
	public WireMessage decodeReply() {
		return WireCodec.decodeAtBroker(this.fromWorker);
	}

	@Benchmark
	public RoutingOptions readOptions() {
		return RoutingOptions.read(this.request.options());
	}

}
