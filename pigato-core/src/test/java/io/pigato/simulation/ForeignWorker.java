package io.pigato.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.protocol.WorkerStatus;
import org.jspecify.annotations.Nullable;

/**
 * A worker as the Node.js and Ruby ones are, and ruder: it keeps its identity, knows no
 * cancel, answers late, twice and after the end, changes its concurrency, and may forget
 * its first heartbeat.
 */
final class ForeignWorker {

	private static final long MILLI = SimulatedTime.MILLI;

	private final Simulation simulation;

	private final Frame identity;

	private final String service;

	private final RandomGenerator random;

	private final Map<Seat.Key, Integer> present = new HashMap<>();

	private final Promises promises = new Promises();

	private @Nullable SimulatedLink link;

	private int session;

	private int concurrency;

	private boolean ended;

	ForeignWorker(Simulation simulation, String name, String service) {
		this.simulation = simulation;
		this.identity = Frame.of(name);
		this.service = service;
		this.random = new Random(simulation.random().nextLong());
		this.concurrency = 1 + this.random.nextInt(6);
		connect();
	}

	void cutConnection() {
		if (this.link != null) {
			this.simulation.ledger().count(Happening.WORKER_CUT);
			this.link.cut();
		}
	}

	void changeConcurrency() {
		this.concurrency = this.random.nextInt(8);
		advertise(WorkerHeartbeatForm.FULL);
	}

	/** Says good-bye and goes. */
	void end() {
		this.ended = true;
		if (this.link != null) {
			send(new WorkerGoodbye());
			this.link.close();
			this.link = null;
		}
	}

	private void connect() {
		if (this.ended) {
			return;
		}
		if (this.simulation.network().isTaken(this.identity) || this.simulation.network().broker() == null) {
			later(MILLI * (50 + this.random.nextInt(400)), this::connect);
			return;
		}
		SimulatedLink[] own = new SimulatedLink[1];
		own[0] = this.simulation.network().connect(this.identity, (message) -> {
			if (own[0] == this.link) {
				receive(WireCodec.decodeAtWorker(message));
			}
		}, (reason) -> {
			if (own[0] == this.link) {
				this.link = null;
				newSession();
				later(MILLI * this.random.nextInt(600), this::connect);
			}
		});
		this.link = own[0];
		register();
	}

	private void newSession() {
		this.session++;
		this.present.clear();
		this.promises.renew();
	}

	private void register() {
		newSession();
		send(new WorkerReady(Frame.of(this.service)));
		int of = this.session;
		long first = MILLI * (this.random.nextBoolean() ? 0 : this.random.nextInt(600));
		later(first, () -> beat(of));
	}

	private void beat(int of) {
		if (of == this.session && this.link != null && !this.ended) {
			int dice = this.random.nextInt(10);
			advertise((dice < 8) ? WorkerHeartbeatForm.FULL
					: (dice == 8) ? WorkerHeartbeatForm.BARE : WorkerHeartbeatForm.SENSELESS);
			later(Simulation.KEEP_ALIVE.interval().toNanos(), () -> beat(of));
		}
	}

	/** Tells the broker, and notes when the broker knows. */
	private void advertise(WorkerHeartbeatForm form) {
		SimulatedLink on = this.link;
		if (on == null) {
			return;
		}
		Frame status = Frame.of(switch (form) {
			case FULL -> "{\"concurrency\":" + this.concurrency + "}";
			case BARE -> "";
			case SENSELESS -> "{\"concurrency\":\"many\"}";
		});
		send(new WorkerHeartbeat(status));
		this.promises.made(WorkerStatus.read(status), on);
	}

	private void receive(WireMessage.ToWorker message) {
		if (message instanceof WorkerRequest request) {
			begin(request);
		}
		else if (message instanceof WorkerDismissal && !this.ended) {
			newSession();
			int of = this.session;
			later(MILLI * (20 + this.random.nextInt(200)), () -> {
				if (of == this.session && this.link != null) {
					register();
				}
			});
		}
	}

	private void begin(WorkerRequest request) {
		Frame data = request.request().data();
		Seat.Key key = new Seat.Key(request.client(), request.request().rid());
		int entry = this.simulation.ledger().entered(this, this.service, request.request().service(), data);
		this.present.put(key, entry);
		int most = this.promises.most();
		this.simulation.ledger()
			.check(this.present.size() <= most,
					() -> this + " was given " + this.present.size() + " requests, it takes " + most);
		handle(new Job(key, data, entry, this.session, RoutingOptions.read(request.request().options()).retry()));
	}

	private void handle(Job job) {
		int dice = this.random.nextInt(100);
		if (dice < 10) {
			reject(job, dice < 3);
		}
		else if (dice < 15) {
			later(anyDelay(), () -> reply(job, true, ReplyCode.ERROR, Frame.EMPTY));
		}
		else if (dice < 45) {
			stream(job, 0, 1 + this.random.nextInt(6));
		}
		else {
			later(anyDelay(), () -> finish(job, 0));
		}
	}

	private void reject(Job job, boolean twice) {
		this.simulation.ledger().rejected(job.data);
		this.present.remove(job.key);
		WorkerReject message = new WorkerReject(job.key.client(), job.key.rid(), JsonFrames.NULL);
		send(message);
		if (twice) {
			send(message);
		}
	}

	private void stream(Job job, int index, int count) {
		later(anyDelay() / 3, () -> {
			if (index == count) {
				finish(job, index);
			}
			else if (this.random.nextInt(40) == 0 && job.session == this.session) {
				reject(job, false);
			}
			else {
				if (this.random.nextInt(10) == 0) {
					reply(job, false, ReplyCode.OK, JsonFrames.NULL);
				}
				reply(job, false, ReplyCode.OK, job.payload(index));
				stream(job, index + 1, count);
			}
		});
	}

	private void finish(Job job, int index) {
		if (this.random.nextInt(20) == 0 && job.session == this.session) {
			this.present.remove(job.key);
			replyWithUnknownCode(job);
			return;
		}
		reply(job, true, ReplyCode.OK, job.payload(index));
		if (this.random.nextInt(15) == 0) {
			reply(job, true, ReplyCode.OK, job.payload(index));
		}
		if (this.random.nextInt(15) == 0) {
			reply(job, false, ReplyCode.OK, job.payload(index));
		}
	}

	/** What belongs to an earlier session is sent only if it cannot be taken for new. */
	private void reply(Job job, boolean last, ReplyCode code, Frame data) {
		if (job.session != this.session && job.retry) {
			return;
		}
		if (last && job.session == this.session) {
			this.present.remove(job.key);
		}
		ReplyBody body = new ReplyBody(code, data,
				this.random.nextBoolean() ? Frame.EMPTY : Ledger.anyReplyOptions(this.random));
		send(new WorkerReply(last, job.key.client(), job.key.rid(), body));
	}

	private void replyWithUnknownCode(Job job) {
		if (this.link != null && this.link.isOpen()) {
			this.link.up(Message.of(Frame.of("W"), Frame.of("3"), job.key.client(), Frame.EMPTY, job.key.rid(),
					Frame.of("7"), job.payload(0)));
		}
	}

	private void send(WireMessage message) {
		if (this.link != null && this.link.isOpen()) {
			Message encoded = WireCodec.encode(message);
			boolean ruby = message instanceof WorkerReply reply && reply.body().options().isEmpty();
			this.link.up(ruby ? withoutOptions(encoded) : encoded);
		}
	}

	private static Message withoutOptions(Message message) {
		Frame[] frames = new Frame[message.size() - 1];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = message.frame(i);
		}
		return Message.of(frames);
	}

	private long anyDelay() {
		return MILLI * ((this.random.nextInt(20) == 0) ? 3000 : this.random.nextInt(120));
	}

	private void later(long nanos, Runnable action) {
		this.simulation.time().after(nanos, action);
	}

	@Override
	public String toString() {
		return this.identity + " (" + this.service + ")";
	}

	private enum WorkerHeartbeatForm {

		FULL, BARE, SENSELESS

	}

	/**
	 * One request with the handler.
	 *
	 * @param key what the broker calls it
	 * @param data its payload
	 * @param entry the number of the handler's entry
	 * @param session in which it came
	 * @param retry whether it may come again
	 */
	private record Job(Seat.Key key, Frame data, int entry, int session, boolean retry) {

		Frame payload(int index) {
			return Ledger.payload(Ledger.number(this.data), this.entry, index);
		}

	}

}
