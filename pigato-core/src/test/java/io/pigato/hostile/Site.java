package io.pigato.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.pigato.ConnectionLimits;
import io.pigato.broker.BrokerLimits;
import io.pigato.broker.PigatoBroker;
import io.pigato.broker.RefusalReason;
import io.pigato.client.PigatoClient;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;
import org.awaitility.core.ConditionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is attacked: a broker on one engine, a healthy worker and healthy clients that
 * work all the time, and all that is watched meanwhile.
 */
final class Site implements AutoCloseable {

	static final String SERVICE = "echo";

	/** How long something may take that must happen. */
	static final Duration PATIENCE = Duration.ofSeconds(40);

	/** How long a connection may say nothing, and take nothing. */
	static final Duration SHORT = Duration.ofMillis(400);

	static final int MAX_CONNECTIONS = 400;

	static final int MAX_MESSAGE = 1_000_000;

	static final int MAX_NAMES = 2_000;

	static final int MAX_QUEUED = 3_000;

	private static final Duration HEARTBEAT = Duration.ofMillis(600);

	private static final int LIVENESS = 5;

	private final Transport transport;

	private final Counts counts = new Counts();

	private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();

	private final LogWatch log = LogWatch.open();

	private final PigatoLoop peers = PigatoLoop.start("peers");

	private final PigatoBroker broker;

	private final PigatoWorker worker;

	private final List<PigatoClient> clients = new ArrayList<>();

	private Site(Transport transport, PigatoBroker.Builder settings) {
		this.transport = transport;
		this.broker = settings.transport(transport).listener(this.counts).build();
		this.broker.start();
		this.worker = PigatoWorker.builder()
			.service(SERVICE)
			.endpoint(endpoint())
			.transport(transport)
			.loop(this.peers)
			.heartbeat(HEARTBEAT, LIVENESS)
			.handler((request, reply) -> reply.end(request.data(Integer.class)))
			.build();
		this.worker.start();
	}

	/** Waits for what must happen, without losing time. */
	static ConditionFactory patiently() {
		return await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
	}

	/** With limits that can be reached within a test. */
	static Site open(Transport transport) {
		Site site = new Site(transport, settings());
		Thread.setDefaultUncaughtExceptionHandler((thread, ex) -> site.uncaught.add(ex));
		for (int i = 0; i < 2; i++) {
			site.clients.add(site.client());
		}
		return site;
	}

	private static PigatoBroker.Builder settings() {
		BrokerLimits limits = BrokerLimits.DEFAULT.withMaxMessageBytes(MAX_MESSAGE)
			.withMaxNames(MAX_NAMES)
			.withMaxQueuedPerService(MAX_QUEUED)
			.withMaxRequestsPerClient(2 * MAX_QUEUED)
			.withMaxQueuedBytes(16L * MAX_MESSAGE)
			.withMaxUnsentBytes(MAX_MESSAGE);
		ConnectionLimits connections = ConnectionLimits.DEFAULT.withMaxConnections(MAX_CONNECTIONS)
			.withHandshakeTime(SHORT)
			.withUnsentGrace(SHORT)
			.withMaxSubscriptions(2);
		return PigatoBroker.builder()
			.bind("tcp://127.0.0.1:0")
			.internalChannel("tcp://127.0.0.1:0")
			.heartbeat(HEARTBEAT, LIVENESS)
			.shutdownGrace(Duration.ZERO)
			.limits(limits)
			.connectionLimits(connections);
	}

	Transport transport() {
		return this.transport;
	}

	String endpoint() {
		return this.broker.endpoints().get(0);
	}

	String channel() {
		return this.broker.internalChannel().orElseThrow();
	}

	PigatoBroker broker() {
		return this.broker;
	}

	PigatoLoop peers() {
		return this.peers;
	}

	Counts counts() {
		return this.counts;
	}

	LogWatch log() {
		return this.log;
	}

	Queue<Throwable> uncaught() {
		return this.uncaught;
	}

	/** One more healthy client. */
	PigatoClient client() {
		PigatoClient client = PigatoClient.builder()
			.endpoint(endpoint())
			.transport(this.transport)
			.loop(this.peers)
			.heartbeat(HEARTBEAT, LIVENESS)
			.build();
		client.start();
		return client;
	}

	HealthyTraffic traffic(Duration pause) {
		return new HealthyTraffic(this.clients, pause);
	}

	void awaitRefused(RefusalReason reason, long count) {
		patiently().untilAsserted(() -> assertThat(this.counts.refused(reason)).as("connections refused for %s", reason)
			.isGreaterThanOrEqualTo(count));
	}

	/** All that the broker holds; its peers should be at rest. */
	SortedMap<String, Integer> census() {
		Object running = Census.field(this.broker, "running");
		PigatoLoop loop = (PigatoLoop) Census.field(running, "loop");
		return Census.of(running, loop.eventLoop());
	}

	/** Nothing was thrown that nobody caught, and the log is fit to be read. */
	void assertQuiet() {
		assertThat(this.uncaught).isEmpty();
		assertThat(this.log.offences()).isEmpty();
		assertThat(this.counts.unprintable()).isEmpty();
		assertThat(this.broker.isRunning()).isTrue();
		assertThat(this.broker.lastError()).isEmpty();
		assertThat(this.peers.isAlive()).isTrue();
	}

	@Override
	public void close() {
		this.clients.forEach(PigatoClient::close);
		this.worker.close();
		this.broker.close();
		this.peers.close();
		this.log.close();
		Thread.setDefaultUncaughtExceptionHandler(null);
	}

}
