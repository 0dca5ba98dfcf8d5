package io.pigato.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.broker.Availability;
import io.pigato.broker.DispatchStrategy;
import io.pigato.broker.SimulatedBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;

/**
 * A broker, some workers and clients, of this kind and others, and what befalls them, all
 * from one seed. Every message passes the codec both ways.
 */
final class Simulation {

	static final KeepAlive KEEP_ALIVE = new KeepAlive(Duration.ofMillis(400), 3, Duration.ofMillis(50),
			Duration.ofMillis(400));

	private final SimulatedTime time = new SimulatedTime();

	private final Coverage coverage = new Coverage();

	private final Trace trace;

	private final Ledger ledger;

	private final List<ClientActor> clients = new ArrayList<>();

	private final List<WorkerActor> workers = new ArrayList<>();

	private final List<ForeignClient> foreignClients = new ArrayList<>();

	private final List<ForeignWorker> foreignWorkers = new ArrayList<>();

	private final LiarPeer liar;

	private final RandomGenerator random;

	private final Fault fault;

	private final Names names;

	private final SimulatedBroker.Settings settings;

	private final Network network;

	private final List<WorkerActor> leaving = new ArrayList<>();

	private boolean stopping;

	private int given;

	Simulation(long seed, Fault fault, boolean traced) {
		this.random = new Random(seed * 0x9E3779B97F4A7C15L);
		this.fault = fault;
		this.trace = new Trace(this.time, traced);
		this.ledger = new Ledger(this.time, this.coverage, this.trace);
		this.names = Names.any(this.random);
		this.settings = new SimulatedBroker.Settings(anyLimits(this.random), anyStrategy(),
				anyAvailability(this.random), anyCache(this.random));
		this.network = new Network(this);
		this.liar = new LiarPeer(this, "liar");
	}

	/** Lets it all happen; the ledger tells how it went. */
	Ledger run() {
		begin();
		int steps = 40 + this.random.nextInt(120);
		for (int step = 0; step < steps; step++) {
			this.time.run(this.random.nextInt(40));
			act();
			replaceTheDead();
			check();
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

	Trace trace() {
		return this.trace;
	}

	Coverage coverage() {
		return this.coverage;
	}

	RandomGenerator random() {
		return this.random;
	}

	Network network() {
		return this.network;
	}

	/** What a caller wants: now and then what somebody else asked before. */
	Ledger.Wish anyWish() {
		Ledger.Wish wish = anyNewWish();
		Ledger.Entry earlier = (this.random.nextInt(3) == 0) ? this.ledger.recent(this.random) : null;
		return (earlier != null) ? wish.repeating(earlier, this.random.nextInt(5) == 0) : wish;
	}

	/** What nobody asked before. */
	Ledger.Wish anyNewWish() {
		boolean patient = this.random.nextInt(10) == 0;
		long timeout = patient ? 0 : 50 + this.random.nextInt(2000);
		if (this.random.nextInt(30) == 0) {
			return Ledger.Wish.ofDirectory(anyQuery(), timeout);
		}
		String target = (this.random.nextInt(12) == 0) ? anyTarget() : null;
		return Ledger.Wish.of(this.names.anyAsked(this.random), this.random.nextBoolean(), timeout, target);
	}

	/** All workers, those of a service, or of none. */
	private Frame anyQuery() {
		return Frame.of(switch (this.random.nextInt(5)) {
			case 0 -> "null";
			case 1 -> "false";
			case 2 -> "\"$dir\"";
			default -> '"' + this.names.anyOffered(this.random) + '"';
		});
	}

	private String anyTarget() {
		BrokerProcess broker = this.network.broker();
		List<Frame> workers = (broker != null) ? new ArrayList<>(broker.watch().workers()) : List.of();
		return workers.isEmpty() ? "nobody" : workers.get(this.random.nextInt(workers.size())).text();
	}

	private static SimulatedBroker.Limits anyLimits(RandomGenerator random) {
		if (random.nextInt(4) != 0) {
			return SimulatedBroker.Limits.WIDE;
		}
		return switch (random.nextInt(4)) {
			case 0 -> new SimulatedBroker.Limits(8_000, 1_000_000, 1_000_000, 100_000);
			case 1 -> new SimulatedBroker.Limits(Long.MAX_VALUE, 2, 1_000_000, 100_000);
			case 2 -> new SimulatedBroker.Limits(Long.MAX_VALUE, 1_000_000, 10, 100_000);
			default -> new SimulatedBroker.Limits(Long.MAX_VALUE, 1_000_000, 1_000_000, 1);
		};
	}

	private static Availability anyAvailability(RandomGenerator random) {
		return (random.nextInt(4) == 0) ? Availability.FAIL_FAST : Availability.QUEUE;
	}

	/** Some have no cache, some one for all, and some one that is always too small. */
	private static SimulatedBroker.Cache anyCache(RandomGenerator random) {
		return switch (random.nextInt(8)) {
			case 0, 1, 2 -> SimulatedBroker.Cache.ROOMY;
			case 3 -> new SimulatedBroker.Cache(1 + random.nextInt(4), Long.MAX_VALUE);
			case 4 -> new SimulatedBroker.Cache(1_000_000, 600 + random.nextInt(2_000));
			default -> SimulatedBroker.Cache.NONE;
		};
	}

	private DispatchStrategy anyStrategy() {
		return switch (this.random.nextInt(7)) {
			case 2 -> counted(Happening.RANDOM, DispatchStrategy.random());
			case 0 -> counted(Happening.ROUND_ROBIN, DispatchStrategy.roundRobin());
			case 1 -> this::chooseAny;
			default -> counted(Happening.LOAD, DispatchStrategy.load());
		};
	}

	private DispatchStrategy counted(Happening which, DispatchStrategy strategy) {
		this.ledger.count(which);
		return strategy;
	}

	private DispatchStrategy.Candidate chooseAny(String service, List<DispatchStrategy.Candidate> candidates) {
		this.ledger.count(Happening.OWN_STRATEGY);
		if (this.random.nextInt(50) == 0) {
			throw new IllegalStateException("a strategy, on purpose");
		}
		return candidates.get(this.random.nextInt(candidates.size()));
	}

	private void begin() {
		startBroker();
		for (int i = 0; i < 3; i++) {
			addClient();
		}
		for (int i = 0; i < 2 + this.random.nextInt(4); i++) {
			addWorker();
		}
		this.foreignClients.add(new ForeignClient(this, Frame.of("node-client"), true));
		this.foreignClients
			.add(new ForeignClient(this, Frame.of(new byte[] { 0, (byte) 0xc3, 0x28, 1 }), this.random.nextBoolean()));
		this.foreignWorkers.add(new ForeignWorker(this, "node-worker", this.names.anyOffered(this.random)));
	}

	private void act() {
		int dice = this.random.nextInt(200);
		if (dice < 120) {
			ask();
		}
		else if (dice < 130) {
			anyOf(this.clients).cancelOne();
		}
		else if (dice < 136) {
			cutSomeClient();
		}
		else if (dice < 142) {
			cutSomeWorker();
		}
		else if (dice < 152) {
			stallSomebody();
		}
		else if (dice < 158) {
			burst();
		}
		else if (dice < 166) {
			replaceWorker();
		}
		else if (dice < 168) {
			anyOf(this.clients).vanish();
		}
		else if (dice < 172) {
			changeSomeConcurrency();
		}
		else if (dice < 186) {
			this.liar.lie();
		}
		else if (dice < 188) {
			anyOf(this.foreignClients).fallSilent();
		}
		else if (dice == 188) {
			killBroker();
		}
		else if (dice == 189) {
			stopBroker();
		}
	}

	private void changeSomeConcurrency() {
		if (this.random.nextBoolean()) {
			anyOf(this.foreignWorkers).changeConcurrency();
		}
		else {
			anyOf(this.workers).changeConcurrency();
		}
	}

	private void ask() {
		if (this.random.nextInt(4) == 0) {
			anyOf(this.foreignClients).ask();
		}
		else {
			anyOf(this.clients).ask();
		}
	}

	private void burst() {
		for (int i = this.random.nextInt(60); i > 0; i--) {
			ask();
		}
	}

	private void cutSomeClient() {
		if (this.random.nextBoolean()) {
			anyOf(this.clients).cutConnection();
		}
		else {
			anyOf(this.foreignClients).cutConnection();
		}
	}

	private void cutSomeWorker() {
		if (this.random.nextInt(3) > 0) {
			anyOf(this.workers).cutConnection();
		}
		else {
			anyOf(this.foreignWorkers).cutConnection();
		}
	}

	private void stallSomebody() {
		SimulatedLink link = this.network.any();
		if (link == null) {
			return;
		}
		long nanos = this.random.nextInt(4000) * SimulatedTime.MILLI;
		int ways = this.random.nextInt(3);
		this.trace.add(link.identity(), "is stalled",
				(ways == 0) ? "upwards" : (ways == 1) ? "downwards" : "both ways");
		if (ways != 1) {
			this.ledger.count(Happening.STALLED_UP);
			link.stallUp(nanos);
		}
		if (ways != 0) {
			this.ledger.count(Happening.STALLED_DOWN);
			link.stallDown(nanos);
		}
	}

	private void replaceWorker() {
		WorkerActor old = this.workers.remove(this.random.nextInt(this.workers.size()));
		if (this.random.nextBoolean()) {
			old.kill();
		}
		else {
			old.drain();
			this.leaving.add(old);
		}
		addWorker();
	}

	private void killBroker() {
		if (this.network.broker() != null && !this.stopping) {
			this.trace.add("the broker", "is", "killed");
			this.ledger.count(Happening.BROKER_KILLED);
			this.network.down();
			startBrokerLater();
		}
	}

	private void stopBroker() {
		BrokerProcess broker = this.network.broker();
		if (broker != null && !this.stopping) {
			this.trace.add("the broker", "stops", "in order");
			this.ledger.count(Happening.BROKER_STOPPED);
			this.stopping = true;
			broker.stop();
			long limit = this.time.nowNanos() + this.random.nextInt(1000) * SimulatedTime.MILLI;
			awaitDrain(broker, limit);
		}
	}

	private void awaitDrain(BrokerProcess broker, long limitNanos) {
		if (!broker.isDrained() && this.time.nowNanos() < limitNanos) {
			this.time.after(5 * SimulatedTime.MILLI, () -> awaitDrain(broker, limitNanos));
			return;
		}
		broker.dismissWorkers();
		broker.retire();
		this.network.down();
		this.stopping = false;
		startBrokerLater();
	}

	private void startBrokerLater() {
		this.time.after(this.random.nextInt(800) * SimulatedTime.MILLI, this::startBroker);
	}

	private void startBroker() {
		this.trace.add("a broker", "starts", "");
		this.network.up(new BrokerProcess(this, this.fault, this.settings));
	}

	private void addClient() {
		this.clients.add(new ClientActor(this, "client-" + this.given++));
	}

	private void addWorker() {
		this.workers.add(new WorkerActor(this, "worker-" + this.given++, this.names.anyOffered(this.random)));
	}

	private void replaceTheDead() {
		int deadClients = (int) this.clients.stream().filter(ClientActor::isDead).count();
		int deadWorkers = (int) this.workers.stream().filter(WorkerActor::isDead).count();
		this.clients.removeIf(ClientActor::isDead);
		this.workers.removeIf(WorkerActor::isDead);
		for (int i = 0; i < deadClients; i++) {
			addClient();
		}
		for (int i = 0; i < deadWorkers; i++) {
			addWorker();
		}
	}

	private <T> T anyOf(List<T> some) {
		return some.get(this.random.nextInt(some.size()));
	}

	private void check() {
		BrokerProcess broker = this.network.broker();
		if (broker != null) {
			broker.check();
		}
	}

	/** Peace returns, everything ends, and nothing may be left. */
	private void settle() {
		this.network.atPeace();
		this.time.run(10_000);
		check();
		this.ledger.checkEnded(false);
		this.clients.forEach(ClientActor::end);
		this.foreignClients.forEach(ForeignClient::end);
		this.liar.end();
		this.ledger.checkEnded(true);
		this.clients.forEach((client) -> this.ledger.check(client.isEmpty(), () -> client + " still holds requests"));
		this.workers.forEach(WorkerActor::drain);
		this.leaving.addAll(this.workers);
		this.time.run(8_000);
		check();
		this.foreignWorkers.forEach(ForeignWorker::end);
		this.time.run(90_000);
		this.leaving.forEach((worker) -> this.ledger.check(worker.isEmpty(), () -> worker + " still holds something"));
		BrokerProcess broker = this.network.broker();
		this.ledger.check(broker != null && broker.isEmpty(), () -> broker + " still holds something");
		this.ledger.check(this.time.deadlines().size() == 0,
				() -> this.time.deadlines().size() + " deadlines are left");
	}

}
