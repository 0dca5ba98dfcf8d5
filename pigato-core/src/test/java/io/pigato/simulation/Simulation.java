package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.SimulatedBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/**
 * One broker, some workers and clients, and what befalls them, all from one seed. Every
 * message passes the codec both ways.
 */
final class Simulation {

	static final KeepAlive KEEP_ALIVE = new KeepAlive(Duration.ofMillis(400), 3, Duration.ofMillis(50),
			Duration.ofMillis(400));

	private static final List<String> SERVICES = List.of("echo", "sum", "__proto__");

	private static final int CLIENTS = 4;

	private static final int WORKERS = 5;

	private static final int STEPS = 400;

	private final SimulatedTime time = new SimulatedTime();

	private final Ledger ledger = new Ledger(this.time);

	private final Map<Frame, SimulatedLink> links = new HashMap<>();

	private final List<ClientActor> clients = new ArrayList<>();

	private final List<WorkerActor> workers = new ArrayList<>();

	private final RandomGenerator random;

	private final Fault fault;

	private final SimulatedBroker broker;

	private int identities;

	Simulation(long seed, Fault fault) {
		this.random = new Random(seed);
		this.fault = fault;
		this.broker = new SimulatedBroker(this.time.deadlines(), KEEP_ALIVE, this::fromBroker, new BrokerListener() {
		});
	}

	/** Lets it all happen; the ledger tells how it went. */
	Ledger run() {
		for (int i = 0; i < CLIENTS; i++) {
			this.clients.add(new ClientActor(this));
		}
		for (int i = 0; i < WORKERS; i++) {
			addWorker();
		}
		for (int step = 0; step < STEPS; step++) {
			this.time.run(this.random.nextInt(40));
			act();
			checkWorkers();
		}
		settle();
		return this.ledger;
	}

	SimulatedTime time() {
		return this.time;
	}

	Ledger ledger() {
		return this.ledger;
	}

	RandomGenerator random() {
		return this.random;
	}

	String anyService() {
		return SERVICES.get(this.random.nextInt(SERVICES.size()));
	}

	/** A new connection with a new identity. */
	SimulatedLink connect(String prefix, Consumer<Message> atPeer, Consumer<String> closedAtPeer) {
		Frame identity = Frame.of(prefix + "-" + this.identities++);
		SimulatedLink link = new SimulatedLink(this.time, this.random, identity, new SimulatedLink.Ends(
				(message) -> this.broker.onMessage(identity, WireCodec.decodeAtBroker(message), this.time.nowNanos()),
				() -> goneAtBroker(identity), atPeer, () -> closedAtPeer.accept("cut")));
		this.links.put(identity, link);
		return link;
	}

	private void goneAtBroker(Frame identity) {
		this.links.remove(identity);
		this.broker.onPeerGone(identity, this.time.nowNanos());
	}

	private SendResult fromBroker(Frame peer, WireMessage message) {
		SimulatedLink link = this.links.get(peer);
		if (link == null) {
			return SendResult.GONE;
		}
		if (message instanceof WireMessage.ToWorker && this.random.nextInt(100) == 0) {
			return SendResult.FULL;
		}
		for (WireMessage sent : this.fault.apply(message, this.random)) {
			link.down(WireCodec.encode(sent));
		}
		return SendResult.ACCEPTED;
	}

	private void act() {
		int dice = this.random.nextInt(100);
		if (dice < 70) {
			anyClient().ask();
		}
		else if (dice < 75) {
			anyClient().cancelOne();
		}
		else if (dice < 80) {
			anyClient().cutConnection();
		}
		else if (dice < 84) {
			this.workers.get(this.random.nextInt(this.workers.size())).cutConnection();
		}
		else if (dice < 88) {
			stallSomebody();
		}
		else if (dice < 91) {
			anyClient().burst();
		}
		else if (dice < 95) {
			replaceWorker();
		}
	}

	private void stallSomebody() {
		List<SimulatedLink> open = this.links.values().stream().filter(SimulatedLink::isOpen).toList();
		if (!open.isEmpty()) {
			open.get(this.random.nextInt(open.size())).stall(this.random.nextInt(3000) * 1_000_000L);
		}
	}

	private void replaceWorker() {
		WorkerActor old = this.workers.remove(this.random.nextInt(this.workers.size()));
		if (this.random.nextBoolean()) {
			old.kill();
		}
		else {
			old.drain();
		}
		addWorker();
	}

	private void addWorker() {
		this.workers.add(new WorkerActor(this, anyService()));
	}

	private ClientActor anyClient() {
		return this.clients.get(this.random.nextInt(this.clients.size()));
	}

	private void checkWorkers() {
		for (WorkerActor worker : this.workers) {
			this.ledger.check(worker.present() <= worker.concurrency(),
					worker + " holds " + worker.present() + " requests, its concurrency is " + worker.concurrency());
		}
	}

	/** Peace returns, everything ends, and nothing may be left. */
	private void settle() {
		this.time.run(10_000);
		this.ledger.checkEnded(false);
		this.clients.forEach(ClientActor::end);
		this.ledger.checkEnded(true);
		this.clients.forEach((client) -> this.ledger.check(client.isEmpty(), client + " still holds requests"));
		this.workers.forEach(WorkerActor::drain);
		this.time.run(120_000);
		this.workers.forEach((worker) -> this.ledger.check(worker.isEmpty(), worker + " still holds something"));
		this.ledger.check(this.broker.isEmpty(), "the broker still holds something: " + this.broker);
		this.ledger.check(this.time.deadlines().size() == 0, this.time.deadlines().size() + " deadlines are left");
	}

}
