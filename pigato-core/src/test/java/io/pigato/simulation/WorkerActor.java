package io.pigato.simulation;

import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.protocol.WorkerStatus;
import io.pigato.internal.transport.SendResult;
import io.pigato.worker.SimulatedWorker;
import org.jspecify.annotations.Nullable;

/** A worker in a simulation, and what its handler does. */
final class WorkerActor implements SimulatedWorker.Environment {

	private static final long MILLI = SimulatedTime.MILLI;

	/** Each request with such a number ends the process of whoever begins with it. */
	private static final int POISON = 97;

	private final Simulation simulation;

	private final String name;

	private final String service;

	private final RandomGenerator random;

	private final Promises promises = new Promises();

	private final SimulatedWorker worker;

	private @Nullable SimulatedLink link;

	private boolean dead;

	private int connections;

	WorkerActor(Simulation simulation, String name, String service) {
		this.simulation = simulation;
		this.name = name;
		this.service = service;
		this.random = new Random(simulation.random().nextLong());
		this.worker = new SimulatedWorker(simulation.time().deadlines(),
				new SimulatedWorker.Offer(service, 1 + this.random.nextInt(8), Simulation.KEEP_ALIVE),
				new Random(this.random.nextLong()), this);
		this.worker.start(now());
	}

	boolean isDead() {
		return this.dead;
	}

	boolean isEmpty() {
		return this.dead || (this.worker.size() == 0 && this.worker.heldBytes() == 0 && this.worker.isStopped());
	}

	void cutConnection() {
		if (this.link != null) {
			this.simulation.ledger().count(Happening.WORKER_CUT);
			this.link.cut();
		}
	}

	/** The process ends without a word. */
	void kill() {
		this.simulation.ledger().count(Happening.WORKER_KILLED);
		this.dead = true;
		if (this.link != null) {
			this.link.kill();
			this.link = null;
		}
		this.worker.drain(0, now());
	}

	void changeConcurrency() {
		this.worker.resize(this.random.nextInt(9));
	}

	void drain() {
		this.simulation.ledger().count(Happening.WORKER_DRAINED);
		this.worker.drain(1_000 * MILLI, now());
	}

	@Override
	public void open() {
		if (this.dead) {
			return;
		}
		SimulatedLink[] own = new SimulatedLink[1];
		this.promises.renew();
		Frame identity = Frame.of(this.name + "-" + this.connections++);
		own[0] = this.simulation.network().connect(identity, (message) -> {
			if (own[0] == this.link) {
				receive(message);
			}
		}, (reason) -> {
			if (own[0] == this.link) {
				this.link = null;
				this.worker.onClosed(reason, now());
			}
		});
		this.link = own[0];
	}

	private void receive(Message message) {
		WireMessage.ToWorker decoded = WireCodec.decodeAtWorker(message);
		this.worker.onMessage(decoded, now());
		this.simulation.ledger()
			.check(!(decoded instanceof WorkerRequest) || this.worker.present() <= this.promises.most(),
					() -> this + " was given " + this.worker.present() + " requests, it takes " + this.promises.most());
	}

	@Override
	public SendResult send(WireMessage message) {
		if (this.link == null || !this.link.isOpen()) {
			return SendResult.GONE;
		}
		if (message instanceof WorkerReply && this.random.nextInt(50) == 0) {
			return SendResult.FULL;
		}
		this.link.up(WireCodec.encode(message));
		if (message instanceof WorkerHeartbeat heartbeat) {
			this.promises.made(WorkerStatus.read(heartbeat.status()), this.link);
		}
		return SendResult.ACCEPTED;
	}

	@Override
	public void close() {
		if (this.link != null) {
			this.link.close();
			this.link = null;
		}
	}

	@Override
	public void begin(SimulatedWorker.Work work) {
		later(0, () -> {
			if (work.isCancelled()) {
				work.returned(now());
				return;
			}
			Frame data = work.message().request().data();
			int entry = this.simulation.ledger().entered(this, this.service, work.message().request().service(), data);
			handle(work, Ledger.number(data), entry);
		});
	}

	private void handle(SimulatedWorker.Work work, int request, int entry) {
		int dice = this.random.nextInt(100);
		if (request % POISON == POISON - 1) {
			kill();
		}
		else if (dice < 8) {
			this.simulation.ledger().rejected(work.message().request().data());
			work.reject(now());
		}
		else if (dice < 14) {
			later(anyDelay(),
					() -> work.end(new ReplyBody(ReplyCode.ERROR, Frame.of("\"no\""), JsonFrames.NULL), now()));
		}
		else if (dice < 18) {
			work.returned(now());
		}
		else if (dice < 50) {
			stream(work, request, entry, 0, 1 + this.random.nextInt(12));
		}
		else {
			later(anyDelay(), () -> work.end(ok(request, entry, 0), now()));
		}
	}

	private void stream(SimulatedWorker.Work work, int request, int entry, int index, int count) {
		later(anyDelay() / 4, () -> {
			if (work.isCancelled() && this.random.nextBoolean()) {
				work.returned(now());
			}
			else if (index == count) {
				work.end(ok(request, entry, index), now());
			}
			else {
				work.partial(ok(request, entry, index), now());
				stream(work, request, entry, index + 1, count);
			}
		});
	}

	private ReplyBody ok(int request, int entry, int index) {
		return new ReplyBody(ReplyCode.OK, Ledger.payload(request, entry, index), Ledger.anyReplyOptions(this.random));
	}

	private long anyDelay() {
		return MILLI * ((this.random.nextInt(20) == 0) ? 3000 : this.random.nextInt(120));
	}

	private void later(long nanos, Runnable action) {
		this.simulation.time().after(nanos, () -> {
			if (!this.dead) {
				action.run();
			}
		});
	}

	@Override
	public String toString() {
		return this.name + " (" + this.service + ")";
	}

	private long now() {
		return this.simulation.time().nowNanos();
	}

}
