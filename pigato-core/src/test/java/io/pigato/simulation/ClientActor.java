package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.pigato.client.SimulatedClient;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** A client in a simulation, and what its user does. */
final class ClientActor implements SimulatedClient.Link {

	private static final int BURST = 60;

	private final Simulation simulation;

	private final SimulatedClient client;

	private final List<Ledger.Entry> asked = new ArrayList<>();

	private final List<SimulatedClient.Request> requests = new ArrayList<>();

	private @Nullable SimulatedLink link;

	ClientActor(Simulation simulation) {
		this.simulation = simulation;
		this.client = new SimulatedClient(simulation.time().deadlines(), Simulation.KEEP_ALIVE,
				new Random(simulation.random().nextLong()), this);
	}

	void ask() {
		boolean retry = this.simulation.random().nextBoolean();
		boolean patient = this.simulation.random().nextInt(10) == 0;
		long timeout = patient ? 0 : 50 + this.simulation.random().nextInt(2000);
		Ledger.Entry entry = this.simulation.ledger().newRequest(retry, timeout);
		this.asked.add(entry);
		SimulatedClient.Question question = new SimulatedClient.Question(this.simulation.anyService(),
				Ledger.payload(entry.number(), 0, 0), patient ? null : Duration.ofMillis(timeout), retry);
		this.requests.add(this.client.request(question, entry, this.simulation.time().nowNanos()));
	}

	void burst() {
		for (int i = 0; i < BURST; i++) {
			ask();
		}
	}

	void cancelOne() {
		if (this.asked.isEmpty()) {
			return;
		}
		int index = this.simulation.random().nextInt(this.asked.size());
		if (!this.asked.get(index).isEnded()) {
			this.asked.get(index).cancelled();
			this.client.cancel(this.requests.get(index));
		}
	}

	void cutConnection() {
		if (this.link != null) {
			this.link.cut();
		}
	}

	boolean isEmpty() {
		return this.client.pending() == 0 && this.client.held() == 0;
	}

	@Override
	public void open() {
		SimulatedLink[] own = new SimulatedLink[1];
		own[0] = this.simulation.connect("client", (message) -> {
			if (own[0] == this.link) {
				this.client.onMessage(WireCodec.decodeAtClient(message), this.simulation.time().nowNanos());
			}
		}, (reason) -> {
			if (own[0] == this.link) {
				this.link = null;
				this.client.onClosed(reason, this.simulation.time().nowNanos());
			}
		});
		this.link = own[0];
	}

	@Override
	public SendResult send(WireMessage message) {
		if (this.link == null || !this.link.isOpen()) {
			return SendResult.GONE;
		}
		this.link.up(WireCodec.encode(message));
		return SendResult.ACCEPTED;
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

}
