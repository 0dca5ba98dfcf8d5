package io.pigato.broker;

import java.time.Duration;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A request to a worker and its reply back, in the broker's state alone. */
@State(Scope.Thread)
public class DispatchBenchmark {

	private static final Frame CLIENT = Frame.of("client-7fd1");

	private static final Frame ECHO = Frame.of("echo");

	private static final Frame OPTIONS = Frame
		.of("{\"timeout\":60000,\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}");

	private static final ReplyBody BODY = new ReplyBody(ReplyCode.OK, Frame.of("\"abc\""), JsonFrames.EMPTY_OBJECT);

	private static final int RIDS = 1024;

	@Param({ "1", "1000" })
	private int workers;

	@Param({ "0", "100000" })
	private int waiting;

	private final Deadlines deadlines = new Deadlines(0);

	private final Frame[] rids = new Frame[RIDS];

	private final Outbox outbox = new Outbox();

	private BrokerState state;

	private long now;

	private int next;

	@Setup
	public void fill() {
		this.state = new BrokerState(new BrokerConfig(Duration.ofHours(1).toNanos(), 3, 1, BrokerLimits.DEFAULT,
				DispatchPolicy.DEFAULT, CacheLimits.NONE, false), this.deadlines, this.outbox, new BrokerListener() {
				});
		for (int i = 0; i < RIDS; i++) {
			this.rids[i] = Frame.of("3527eb3e606927d753f5df901fef1a11-" + i);
		}
		for (int i = 0; i < this.workers; i++) {
			Frame worker = Frame.of("worker-" + i);
			from(worker, new WorkerReady(ECHO));
			from(worker, new WorkerHeartbeat(Frame.of("{\"concurrency\":100,\"ext\":[\"cancel\"]}")));
		}
		from(CLIENT, new ClientHeartbeat());
		for (int i = 0; i < this.waiting; i++) {
			from(CLIENT, new ClientRequest(Frame.of("nobody"), Frame.of("waiting-" + i), BODY.data(), OPTIONS));
		}
	}

	@Benchmark
	public int requestAndReply() {
		Frame rid = this.rids[this.next++ % RIDS];
		from(CLIENT, new ClientRequest(ECHO, rid, BODY.data(), OPTIONS));
		from(this.outbox.worker, new WorkerReply(true, CLIENT, rid, BODY));
		return this.outbox.replies;
	}

	private void from(Frame peer, WireMessage message) {
		this.now += 1000;
		this.state.onMessage(peer, message, this.now);
	}

	private static final class Outbox implements BrokerOutbox {

		private Frame worker = Frame.EMPTY;

		private int replies;

		@Override
		public SendResult send(Frame peer, WireMessage message) {
			if (message instanceof WorkerRequest) {
				this.worker = peer;
			}
			else {
				this.replies++;
			}
			return SendResult.ACCEPTED;
		}

	}

}
