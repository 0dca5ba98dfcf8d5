package io.pigato.simulation.tcp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.pigato.FreePorts;
import io.pigato.PigatoBindException;
import io.pigato.broker.BrokerListener;
import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.client.RequestHandle;
import io.pigato.simulation.tcp.TcpLedger.Event;
import io.pigato.simulation.tcp.TcpLedger.Kind;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A broker, workers and clients on real connections, and accidents in an order that a
 * seed decides. When exactly they meet is up to threads and sockets: the same seed makes
 * the same plan, not the same run.
 */
final class TcpSimulation implements BrokerListener {

	private static final String[] SERVICES = { "one", "two@1.2.0", "three*" };

	private static final String[] ASKED = { "one", "two@^1.0.0", "threefold" };

	private static final Duration BEAT = Duration.ofMillis(100);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Pattern OURS = Pattern.compile("^(tcp-simulation|pigato-broker|pigato-jeromq|proxy)");

	private static final int STEPS = 300;

	private final Set<Thread> threadsBefore = threads();

	private final Transport transport;

	private final Random random;

	private final TcpLedger ledger = new TcpLedger();

	private final PigatoLoop loop;

	private final List<PigatoWorker> workers = new ArrayList<>();

	private final List<PigatoClient> clients = new ArrayList<>();

	private final List<RequestHandle> cancellable = new ArrayList<>();

	private final List<TcpLedger.Entry> cancellableEntries = new ArrayList<>();

	private PigatoBroker broker;

	private final FaultyProxy proxy;

	TcpSimulation(long seed, Transport transport) {
		this.transport = transport;
		this.random = new Random(seed);
		this.loop = PigatoLoop.start("tcp-simulation");
		this.broker = broker(FreePorts.endpoint());
		this.proxy = new FaultyProxy("proxy", this.broker.endpoints().get(0));
	}

	/** Runs it to its end. */
	TcpLedger run() throws Exception {
		for (int i = 0; i < 4; i++) {
			startWorker(i);
		}
		for (int i = 0; i < 3; i++) {
			// One of them has an undisturbed connection
			startClient((i == 0) ? this.broker.endpoints().get(0) : this.proxy.endpoint());
		}
		for (int step = 0; step < STEPS; step++) {
			step(step);
		}
		await().atMost(PATIENCE).untilAsserted(() -> assertThat(this.ledger.pending()).isEmpty());
		end();
		return this.ledger;
	}

	@Override
	public void workerLost(String service, String workerId, int inFlight) {
		this.ledger.count(Event.WORKER_LOST);
	}

	@Override
	public void requestRetried(String service) {
		this.ledger.count(Event.RETRIED);
	}

	private void step(int step) {
		switch (this.random.nextInt(40)) {
			case 0 -> this.proxy.cutOne(this.random);
			case 1 -> stall();
			case 2 -> replaceWorker();
			case 3, 4 -> cancelOne();
			case 6 -> replaceClient();
			case 5 -> breathe();
			default -> ask();
		}
		if (step == STEPS / 3) {
			this.proxy.cutAll();
		}
		if (step == STEPS / 2) {
			restartBroker();
		}
	}

	private void ask() {
		Kind kind = Kind.values()[this.random.nextInt(Kind.values().length)];
		boolean retry = this.random.nextInt(3) == 0;
		TcpLedger.Entry entry = this.ledger.request(kind, retry);
		PigatoClient client = this.clients.get(this.random.nextInt(this.clients.size()));
		PigatoClient.RequestSpec request = client.service(ASKED[this.random.nextInt(ASKED.length)])
			.data(entry.data())
			.timeout(Duration.ofMillis((kind == Kind.SILENT) ? 200 : 1500));
		RequestHandle handle = (retry ? request.retry() : request).retrieve().callback(String.class, entry);
		if (kind == Kind.SILENT || kind == Kind.STREAM) {
			this.cancellable.add(handle);
			this.cancellableEntries.add(entry);
		}
	}

	private void cancelOne() {
		if (!this.cancellable.isEmpty()) {
			int last = this.cancellable.size() - 1;
			RequestHandle handle = this.cancellable.remove(last);
			TcpLedger.Entry entry = this.cancellableEntries.remove(last);
			if (!handle.isDone()) {
				entry.cancelled();
				handle.cancel();
			}
		}
	}

	/** Shorter and longer than anybody may be silent. */
	private void stall() {
		this.ledger.count(Event.STALLED);
		this.proxy.stall(BEAT.multipliedBy(1 + this.random.nextInt(6)));
	}

	/** Lets most of what is under way come to its end. */
	private void breathe() {
		int left = 20 + this.random.nextInt(40);
		await().atMost(PATIENCE).until(() -> this.ledger.pending().size() <= left);
	}

	private void replaceWorker() {
		int index = this.random.nextInt(this.workers.size());
		this.workers.remove(index).close();
		this.ledger.count(Event.WORKER_CLOSED);
		startWorker(this.random.nextInt(SERVICES.length));
	}

	/** What it still waits for ends with it. */
	private void replaceClient() {
		this.clients.remove(this.clients.size() - 1).close();
		this.ledger.count(Event.CLIENT_CLOSED);
		startClient(this.proxy.endpoint());
	}

	private void restartBroker() {
		String endpoint = this.broker.endpoints().get(0);
		this.broker.close();
		await().atMost(PATIENCE).ignoreException(PigatoBindException.class).until(() -> {
			this.broker = broker(endpoint);
			return true;
		});
		this.ledger.count(Event.BROKER_RESTARTED);
	}

	private PigatoBroker broker(String endpoint) {
		PigatoBroker made = PigatoBroker.builder()
			.bind(endpoint)
			.transport(this.transport)
			.heartbeat(BEAT, 3)
			.shutdownGrace(Duration.ofMillis(100))
			.listener(this)
			.build();
		made.start();
		return made;
	}

	private void startWorker(int service) {
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(this.proxy.endpoint())
			.service(SERVICES[service % SERVICES.length])
			.loop(this.loop)
			.transport(this.transport)
			.heartbeat(BEAT, 3)
			.reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(200))
			.shutdownGrace(Duration.ofMillis(50))
			.concurrency(1 + this.random.nextInt(8))
			.handler(this::handle)
			.build();
		this.workers.add(worker);
		worker.start();
	}

	private void startClient(String endpoint) {
		PigatoClient client = PigatoClient.builder()
			.endpoint(endpoint)
			.loop(this.loop)
			.transport(this.transport)
			.heartbeat(BEAT, 3)
			.reconnectDelay(Duration.ofMillis(20), Duration.ofMillis(200))
			.build();
		this.clients.add(client);
		client.start();
	}

	private void handle(ServiceRequest request, Reply reply) throws InterruptedException {
		String[] data = String.valueOf(request.data(String.class)).split(":");
		TcpLedger.Entry entry = this.ledger.entry(Integer.parseInt(data[0]));
		int time = entry.enter();
		switch (entry.kind()) {
			case ECHO -> reply.end(part(data[0], time, 0));
			case STREAM -> {
				int parts = Integer.parseInt(data[0]) % 50;
				for (int i = 0; i < parts; i++) {
					reply.write(part(data[0], time, i));
				}
				reply.end(part(data[0], time, parts));
			}
			case REJECT_ONCE -> {
				if (time == 1) {
					entry.reject();
					reply.reject();
				}
				else {
					reply.end(part(data[0], time, 0));
				}
			}
			case FAIL -> reply.error("E_TEST", "on purpose");
			case SILENT -> {
				CountDownLatch cancelled = new CountDownLatch(1);
				reply.onCancel(cancelled::countDown);
				cancelled.await(2, TimeUnit.SECONDS);
			}
		}
	}

	private static String part(String number, int time, int place) {
		return number + ":" + time + ":" + place;
	}

	/** Nothing may be left, at the broker or of threads. */
	private void end() throws Exception {
		this.ledger.count(Event.CONNECTION_CUT, this.proxy.cuts());
		this.clients.forEach(PigatoClient::close);
		this.workers.forEach(PigatoWorker::close);
		await().atMost(PATIENCE)
			.until(() -> this.broker.snapshot(),
					(left) -> left.workers() + left.clients() + left.queued() + left.inFlight() == 0
							&& left.queuedBytes() == 0);
		this.proxy.close();
		this.broker.close();
		this.loop.close();
		await().atMost(PATIENCE)
			.untilAsserted(() -> assertThat(threads()).as("threads of this run").isSubsetOf(this.threadsBefore));
	}

	/** Ours, but for those of pools, which end when they have been idle for a while. */
	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> OURS.matcher(thread.getName()).find())
			.collect(Collectors.toSet());
	}

}
