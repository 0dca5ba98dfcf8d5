package io.pigato.broker;

import java.time.Duration;
import java.util.stream.IntStream;

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

/**
 * A request to a worker and its reply back, in the broker's state alone, where there is
 * one of everything and where there are many of something.
 */
@State(Scope.Thread)
public class DispatchBenchmark {

	private static final Frame OPTIONS = Frame
		.of("{\"timeout\":60000,\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}");

	private static final ReplyBody BODY = new ReplyBody(ReplyCode.OK, Frame.of("\"abc\""), JsonFrames.EMPTY_OBJECT);

	private static final int RIDS = 1024;

	@Param
	private Many many;

	private final Deadlines deadlines = new Deadlines(0);

	private Frame[] rids;

	private Frame[] clients;

	private Frame[] services;

	private final Outbox outbox = new Outbox();

	private BrokerState state;

	private long now;

	private int next;

	@Setup
	public void fill() {
		this.state = new BrokerState(new BrokerConfig(Duration.ofHours(1).toNanos(), 3, 1, BrokerLimits.DEFAULT,
				DispatchPolicy.DEFAULT, CacheLimits.NONE, false), this.deadlines, this.outbox, new BrokerListener() {
				});
		this.rids = frames("3527eb3e606927d753f5df901fef1a11-", RIDS);
		this.clients = frames("client-7fd1-", this.many.clients);
		this.services = frames("echo-", this.many.services);
		for (int i = 0; i < this.many.workers; i++) {
			Frame worker = Frame.of("worker-" + i);
			from(worker, new WorkerReady(this.services[i % this.services.length]));
			from(worker, new WorkerHeartbeat(Frame.of("{\"concurrency\":100,\"ext\":[\"cancel\"]}")));
		}
		for (Frame client : this.clients) {
			from(client, new ClientHeartbeat());
		}
		for (int i = 0; i < this.many.waiting; i++) {
			from(this.clients[0],
					new ClientRequest(Frame.of("nobody"), Frame.of("waiting-" + i), BODY.data(), OPTIONS));
		}
	}

	@Benchmark
	public int requestAndReply() {
		int turn = this.next++ & Integer.MAX_VALUE;
		Frame rid = this.rids[turn % RIDS];
		Frame client = this.clients[turn % this.clients.length];
		from(client, new ClientRequest(this.services[turn % this.services.length], rid, BODY.data(), OPTIONS));
		from(this.outbox.worker, new WorkerReply(true, client, rid, BODY));
		return this.outbox.replies;
	}

	private static Frame[] frames(String prefix, int count) {
		return IntStream.range(0, count).mapToObj((i) -> Frame.of(prefix + i)).toArray(Frame[]::new);
	}

	private void from(Frame peer, WireMessage message) {
		this.now += 1000;
		this.state.onMessage(peer, message, this.now);
	}

	/** How many there are of what. */
	public enum Many {

		NOTHING(1, 1, 1, 0), CLIENTS_256(256, 1, 1, 0), SERVICES_1000(1, 1000, 1000, 0), WORKERS_1000(1, 1, 1000, 0),
		WAITING_100000(1, 1, 1, 100_000);

		private final int clients;

		private final int services;

		private final int workers;

		private final int waiting;

		Many(int clients, int services, int workers, int waiting) {
			this.clients = clients;
			this.services = services;
			this.workers = workers;
			this.waiting = waiting;
		}

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
