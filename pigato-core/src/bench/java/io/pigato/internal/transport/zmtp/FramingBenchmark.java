package io.pigato.internal.transport.zmtp;

import java.nio.ByteBuffer;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.SharedBudget;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.transport.TransportLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The bytes of requests to messages, and messages to bytes; an operation is one message. */
@State(Scope.Thread)
public class FramingBenchmark implements FrameParser.Sink {

	private static final int MESSAGES = 32;

	private static final Frame OPTIONS = Frame
		.of("{\"timeout\":60000,\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}");

	@Param({ "5", "1024" })
	private int payload;

	private final FrameParser parser = new FrameParser(this);

	private final MessageAssembler assembler = new MessageAssembler(TransportLimits.DEFAULT);

	private final OutQueue queue = new OutQueue(TransportLimits.DEFAULT, SharedBudget.unbounded());

	private final ByteBuffer bytes = ByteBuffer.allocateDirect(LoopIo.BUFFER_BYTES);

	private Message message = Message.of(Frame.EMPTY);

	private Blackhole taken;

	@Setup
	public void setUp(Blackhole blackhole) {
		this.taken = blackhole;
		this.message = WireCodec.encode(new ClientRequest(Frame.of("echo"),
				Frame.of("3527eb3e606927d753f5df901fef1a11-1"), Frame.of("x".repeat(this.payload)), OPTIONS));
		write();
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void read() throws ProtocolException {
		this.parser.parse(this.bytes.rewind());
	}

	@Benchmark
	@OperationsPerInvocation(MESSAGES)
	public void write() {
		for (int i = 0; i < MESSAGES; i++) {
			this.queue.add(this.message);
		}
		this.queue.fill(this.bytes.clear());
		this.queue.sent(this.bytes.flip().remaining());
	}

	@Override
	public boolean takesFrames() {
		return true;
	}

	@Override
	public boolean onHeader(int flags, long length) throws ProtocolException {
		return this.assembler.accept(length);
	}

	@Override
	public void onFrame(int flags, Frame content) {
		Message whole = this.assembler.add(content, (flags & FrameParser.MORE) != 0);
		if (whole != null) {
			this.taken.consume(whole);
		}
	}

}
