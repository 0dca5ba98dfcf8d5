package io.pigato.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoTimeoutException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * A client as the Node.js one is, or, without heartbeats, as the Ruby one: it keeps its
 * identity, uses ids that others use too, announces nothing, and sends heartbeats for
 * requests.
 */
final class ForeignClient {

	private static final long MILLI = SimulatedTime.MILLI;

	private final Simulation simulation;

	private final Frame identity;

	private final boolean beats;

	private final RandomGenerator random;

	private final Map<Frame, Ledger.Entry> asked = new LinkedHashMap<>();

	private @Nullable SimulatedLink link;

	/**
	 * It repeats only what it asked itself, so that no two requests alike have one id.
	 */
	private Ledger.@Nullable Entry last;

	private int rids;

	private long silentUntil;

	private boolean ended;

	ForeignClient(Simulation simulation, Frame identity, boolean beats) {
		this.simulation = simulation;
		this.identity = identity;
		this.beats = beats;
		this.random = new Random(simulation.random().nextLong());
		connect();
		beat();
	}

	/** Without a connection a Node.js client would drop it silently: it does not ask. */
	void ask() {
		if (this.link == null || !this.link.isOpen()) {
			return;
		}
		Ledger.Wish wish = this.simulation.anyNewWish();
		if (this.last != null && this.random.nextInt(4) == 0) {
			wish = wish.repeating(this.last, this.random.nextInt(5) == 0);
		}
		Ledger.Entry entry = this.simulation.ledger().newRequest(this, wish);
		this.last = entry;
		Frame rid = Frame.of("r" + this.rids++);
		this.asked.put(rid, entry);
		ClientRequest request = new ClientRequest(Frame.of(wish.service()), rid, entry.data(), options(wish));
		send(request);
		if (this.random.nextInt(20) == 0) {
			entry.copied();
			send(request);
		}
		watch(rid, entry);
	}

	void cutConnection() {
		if (this.link != null) {
			this.simulation.ledger().count(Happening.CLIENT_CUT);
			this.link.cut();
		}
	}

	/**
	 * Its process hangs for a while, in such a way that what it is asked for still works.
	 */
	void fallSilent() {
		this.silentUntil = this.simulation.time().nowNanos() + this.random.nextInt(4000) * MILLI;
	}

	void end() {
		this.ended = true;
		this.asked.values().forEach((entry) -> entry.error(new PigatoClosedException("closed")));
		this.asked.clear();
		if (this.link != null) {
			this.link.close();
			this.link = null;
		}
	}

	private static Frame options(Ledger.Wish wish) {
		long timeout = (wish.timeoutMillis() > 0) ? wish.timeoutMillis() : -1;
		String target = (wish.target() != null) ? ",\"workerId\":\"" + wish.target() + "\"" : "";
		return Frame.of("{\"timeout\":" + timeout + (wish.retry() ? ",\"retry\":1" : "")
				+ (wish.noCache() ? ",\"nocache\":1" : "") + target + "}");
	}

	/** Its own timer. */
	private void watch(Frame rid, Ledger.Entry entry) {
		long timeout = entry.wish().timeoutMillis();
		if (timeout == 0 || entry.isEnded()) {
			return;
		}
		long left = timeout - entry.silenceMillis();
		if (left <= 0) {
			this.asked.remove(rid);
			entry.error(new PigatoTimeoutException("timeout", null));
		}
		else {
			this.simulation.time().after(left * MILLI, () -> watch(rid, entry));
		}
	}

	private void connect() {
		if (this.ended) {
			return;
		}
		if (this.simulation.network().isTaken(this.identity) || this.simulation.network().broker() == null) {
			this.simulation.time().after(MILLI * (50 + this.random.nextInt(200)), this::connect);
			return;
		}
		SimulatedLink[] own = new SimulatedLink[1];
		own[0] = this.simulation.network().connect(this.identity, (message) -> {
			if (own[0] == this.link) {
				receive(WireCodec.decodeAtClient(message));
			}
		}, (reason) -> {
			if (own[0] == this.link) {
				this.link = null;
				this.asked.values().forEach(Ledger.Entry::connectionBroke);
				long pause = this.random.nextInt(4) == 0 ? 3_000 : 300;
				this.simulation.time().after(MILLI * (2 + this.random.nextLong(pause)), this::connect);
			}
		});
		this.link = own[0];
		if (this.beats) {
			send(new ClientHeartbeat());
		}
	}

	private void beat() {
		if (this.ended || !this.beats) {
			return;
		}
		if (this.simulation.time().nowNanos() >= this.silentUntil) {
			send(new ClientHeartbeat());
			this.asked.keySet().stream().limit(2).toList().forEach((rid) -> send(new RequestHeartbeat(rid)));
		}
		this.simulation.time().after(Simulation.KEEP_ALIVE.interval().toNanos(), this::beat);
	}

	private void receive(WireMessage.ToClient message) {
		if (!(message instanceof ClientReply reply)) {
			this.simulation.ledger().check(this.beats, () -> this + " got a heartbeat and never sent one: " + message);
			return;
		}
		Ledger.Entry entry = this.asked.get(reply.rid());
		if (entry == null) {
			return;
		}
		if (reply.last()) {
			this.asked.remove(reply.rid());
			entry.reply(reply.body());
		}
		else {
			entry.partial(reply.body().data());
		}
	}

	private void send(WireMessage message) {
		if (this.link != null && this.link.isOpen()) {
			this.link.up(WireCodec.encode(message));
		}
	}

	@Override
	public String toString() {
		return this.identity.toString();
	}

}
