package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.pigato.client.SimulatedClient;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** A client in a simulation, and what its user does. */
final class ClientActor implements SimulatedClient.Link {

	private final Simulation simulation;

	private final String name;

	private final SimulatedClient client;

	private final List<Ledger.Entry> asked = new ArrayList<>();

	private final List<SimulatedClient.Request> requests = new ArrayList<>();

	/** The ids under which something was sent, to see that nothing else comes back. */
	private final Set<Frame> sent = new HashSet<>();

	private @Nullable SimulatedLink link;

	private boolean dead;

	private int connections;

	ClientActor(Simulation simulation, String name) {
		this.simulation = simulation;
		this.name = name;
		this.client = new SimulatedClient(simulation.time().deadlines(), Simulation.KEEP_ALIVE,
				new Random(simulation.random().nextLong()), this);
	}

	void ask() {
		Ledger.Wish wish = this.simulation.anyWish();
		Ledger.Entry entry = this.simulation.ledger().newRequest(this, wish);
		Duration timeout = (wish.timeoutMillis() > 0) ? Duration.ofMillis(wish.timeoutMillis()) : null;
		this.asked.add(entry);
		SimulatedClient.Question question = new SimulatedClient.Question(wish.service(), entry.data(), timeout,
				wish.retry(), wish.target(), wish.noCache());
		this.requests.add(this.client.request(question, entry, now()));
	}

	void cancelOne() {
		if (this.asked.isEmpty()) {
			return;
		}
		int last = this.asked.size();
		int index = last - 1 - this.simulation.random().nextInt(Math.min(20, last));
		if (!this.asked.get(index).isEnded()) {
			this.asked.get(index).abandoned(Happening.CANCELLED_BY_CALLER);
			this.client.cancel(this.requests.get(index));
		}
	}

	void cutConnection() {
		if (this.link != null) {
			this.simulation.ledger().count(Happening.CLIENT_CUT);
			this.link.cut();
		}
	}

	/** The process ends without a word, and its callers with it. */
	void vanish() {
		this.simulation.ledger().count(Happening.CLIENT_VANISHED);
		this.dead = true;
		if (this.link != null) {
			this.link.kill();
			this.link = null;
		}
		for (int i = 0; i < this.asked.size(); i++) {
			if (!this.asked.get(i).isEnded()) {
				this.asked.get(i).abandoned(Happening.ABANDONED_BY_CALLER);
				this.client.cancel(this.requests.get(i));
			}
		}
		this.client.close();
	}

	boolean isDead() {
		return this.dead;
	}

	boolean isEmpty() {
		return this.client.pending() == 0 && this.client.held() == 0;
	}

	@Override
	public void open() {
		if (this.dead) {
			return;
		}
		SimulatedLink[] own = new SimulatedLink[1];
		this.sent.clear();
		Frame identity = Frame.of(this.name + "-" + this.connections++);
		own[0] = this.simulation.network().connect(identity, (message) -> {
			if (own[0] == this.link) {
				receive(message);
			}
		}, (reason) -> {
			if (own[0] == this.link) {
				this.link = null;
				this.client.onClosed(reason, now());
			}
		});
		this.link = own[0];
	}

	private void receive(Message message) {
		WireMessage.ToClient decoded = WireCodec.decodeAtClient(message);
		if (decoded instanceof ClientReply reply) {
			this.simulation.ledger()
				.check(this.sent.contains(reply.rid()), () -> this + " got a reply to what it did not send: " + reply);
		}
		this.client.onMessage(decoded, now());
	}

	@Override
	public SendResult send(WireMessage message) {
		if (this.link == null || !this.link.isOpen()) {
			return SendResult.GONE;
		}
		this.link.up(WireCodec.encode(message));
		if (message instanceof ClientRequest request) {
			sent(request, this.link);
		}
		return SendResult.ACCEPTED;
	}

	private void sent(ClientRequest request, SimulatedLink on) {
		Ledger.Entry entry = this.simulation.ledger().entry(request.data());
		this.sent.add(request.rid());
		if (entry != null) {
			entry.sent();
		}
		if (entry != null && this.simulation.random().nextInt(60) == 0) {
			entry.copied();
			on.up(WireCodec.encode(request));
		}
	}

	@Override
	public void close() {
		if (this.link != null) {
			this.link.close();
			this.link = null;
		}
	}

	void end() {
		this.client.close();
	}

	@Override
	public String toString() {
		return this.name;
	}

	private long now() {
		return this.simulation.time().nowNanos();
	}

}
