package io.pigato.broker;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.pigato.PigatoBindException;
import io.pigato.internal.transport.RawPeer;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** How a broker starts and stops. */
@ParameterizedClass
@EnumSource(Transport.class)
@Timeout(60)
class BrokerLifecycleTests {

	@Parameter
	Transport transport = Transport.JEROMQ;

	private final String inProcess = "inproc://broker-lifecycle-" + UUID.randomUUID();

	private final PigatoLoop loop = PigatoLoop.start("broker-lifecycle-tests");

	private final AtomicReference<PigatoBroker> started = new AtomicReference<>();

	@AfterEach
	void close() {
		PigatoBroker broker = this.started.get();
		if (broker != null) {
			broker.close();
		}
		this.loop.close();
	}

	@Test
	void startsOnFreePortsAndSaysWhich() {
		PigatoBroker broker = start(builder().bind("tcp://127.0.0.1:0", this.inProcess, "tcp://127.0.0.1:*"));
		assertThat(broker.endpoints()).hasSize(3);
		assertThat(broker.endpoints().get(0)).matches("tcp://127\\.0\\.0\\.1:[1-9]\\d+");
		assertThat(broker.endpoints().get(1)).isEqualTo(this.inProcess);
		assertThat(broker.endpoints().get(2)).matches("tcp://127\\.0\\.0\\.1:[1-9]\\d+");
		assertThat(broker.isRunning()).isTrue();
	}

	@Test
	void peersOfAllEndpointsReachEachOther() {
		PigatoBroker broker = start(builder().bind("tcp://127.0.0.1:0", this.inProcess));
		WirePeer worker = WirePeer.worker(this.loop, broker.endpoints().get(0), "echo");
		WirePeer client = WirePeer.client(this.loop, broker.endpoints().get(1));
		client.send("C", "2", "echo", "r1", "1", "{}");
		List<String> request = worker.receive();
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
	}

	@Test
	void isNotRunningBeforeTheStartAndAfterTheEnd() {
		PigatoBroker broker = builder().bind(this.inProcess).build();
		assertThat(broker.isRunning()).isFalse();
		assertThat(broker.endpoints()).isEmpty();
		assertThat(broker.snapshot()).isEqualTo(BrokerSnapshot.NONE);
		broker.start();
		assertThat(broker.isRunning()).isTrue();
		broker.close();
		assertThat(broker.isRunning()).isFalse();
		assertThat(broker.snapshot().workers()).isZero();
	}

	@Test
	void bindThatFailsFailsTheStartNamesTheEndpointAndLeavesNoThread() throws Exception {
		Set<String> before = brokerThreads();
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
			PigatoBroker broker = builder().bind(this.inProcess, endpoint).build();
			assertThatExceptionOfType(PigatoBindException.class).isThrownBy(broker::start)
				.withMessageContaining(endpoint);
			assertThat(broker.isRunning()).isFalse();
			assertThatIllegalStateException().isThrownBy(broker::start);
		}
		await().untilAsserted(() -> assertThat(brokerThreads()).isSubsetOf(before));
		start(builder().bind(this.inProcess));
	}

	@Test
	void givesASignOfLifeWhileItsLoopTurns() throws Exception {
		PigatoBroker.Builder builder = builder().bind(this.inProcess);
		assertThat(builder.build().ping()).isCompletedExceptionally();
		PigatoBroker broker = start(builder);
		assertThat(broker.ping().get(30, TimeUnit.SECONDS)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
		assertThat(broker.lastError()).isEmpty();
		broker.close();
		assertThat(broker.ping()).isCompletedExceptionally();
		assertThat(broker.lastError()).isEmpty();
	}

	@Test
	void givesNoSignOfLifeOnceItIsClosedThoughItsLoopGoesOn() {
		PigatoBroker broker = start(builder().bind(this.inProcess).loop(this.loop));
		assertThat(broker.ping()).succeedsWithin(Duration.ofSeconds(30));
		broker.close();
		assertThat(broker.ping()).isCompletedExceptionally();
		assertThat(this.loop.ping()).succeedsWithin(Duration.ofSeconds(30));
	}

	@Test
	void givesNoSignOfLifeWhileAListenerBlocksItsLoop() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		PigatoBroker broker = start(builder().bind(this.inProcess).addListener(new BrokerListener() {

			@Override
			public void requestQueued(String service) {
				blocked.countDown();
				uninterruptibly(release);
			}

		}));
		WirePeer.client(this.loop, this.inProcess).send("C", "2", "echo", "r1", "1", "{}");
		assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
		CompletableFuture<Duration> answer = broker.ping();
		assertThat(answer).isNotDone();
		release.countDown();
		assertThat(answer.get(30, TimeUnit.SECONDS)).isPositive();
	}

	@Test
	void tellsAddedListenersBesideTheOneThatIsSet() {
		List<String> told = new CopyOnWriteArrayList<>();
		start(builder().bind(this.inProcess)
			.addListener(registrations("added", told))
			.listener(registrations("replaced", told))
			.listener(registrations("set", told)));
		WirePeer.worker(this.loop, this.inProcess, "echo");
		await().untilAsserted(() -> assertThat(told).containsExactly("set: echo", "added: echo"));
	}

	@Test
	void internalChannelIsOffUnlessItIsAskedFor() {
		assertThat(start(builder().bind(this.inProcess)).internalChannel()).isEmpty();
	}

	@Test
	void internalChannelSaysWhereItIsOnceItIsOpen() throws Exception {
		PigatoBroker.Builder withChannel = builder().bind(this.inProcess).internalChannel("tcp://127.0.0.1:*");
		assertThat(withChannel.build().internalChannel()).isEmpty();
		PigatoBroker broker = start(withChannel);
		String endpoint = broker.internalChannel().orElseThrow();
		assertThat(endpoint).matches("tcp://127\\.0\\.0\\.1:[1-9]\\d+");
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "$core");
		try (RawPeer subscriber = RawPeer.connect(endpoint).handshake("SUB", null)) {
			subscriber.message(new byte[] { 1, '$' });
			assertThat(new String(subscriber.readFrame(), StandardCharsets.UTF_8)).startsWith("$dir {\"$core\":[\"");
			worker.send("W", "5");
			assertThat(subscriber.readFrame()).isEqualTo("$dir {\"$dir\":[]}".getBytes(StandardCharsets.UTF_8));
		}
	}

	@Test
	void channelThatCannotBeBoundFailsTheStartAndLeavesNothingBound() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			String endpoint = "tcp://127.0.0.1:" + taken.getLocalPort();
			PigatoBroker broker = builder().bind(this.inProcess).internalChannel(endpoint).build();
			assertThatExceptionOfType(PigatoBindException.class).isThrownBy(broker::start)
				.withMessageContaining(endpoint);
		}
		start(builder().bind(this.inProcess));
	}

	@Test
	void internalChannelIsForOtherProcesses() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().internalChannel("inproc://here"))
			.withMessageContaining("write tcp://host:port, not inproc://here");
	}

	@Test
	void startsOnceOnly() {
		PigatoBroker broker = start(builder().bind(this.inProcess));
		assertThatIllegalStateException().isThrownBy(broker::start);
		assertThat(broker.isRunning()).isTrue();
		broker.close();
		assertThatIllegalStateException().isThrownBy(broker::start);
		PigatoBroker neverStarted = builder().bind(this.inProcess).build();
		neverStarted.close();
		assertThatIllegalStateException().isThrownBy(neverStarted::start);
	}

	@Test
	void closeDuringTheStartLeavesNothingRunning() {
		Set<String> before = brokerThreads();
		for (int i = 0; i < 20; i++) {
			PigatoBroker broker = builder().bind(this.inProcess).build();
			CompletableFuture<Void> closing = CompletableFuture.runAsync(broker::close);
			try {
				broker.start();
			}
			catch (IllegalStateException ex) {
				assertThat(ex).hasMessageContaining("closed");
			}
			closing.join();
			broker.close();
			assertThat(broker.isRunning()).isFalse();
		}
		await().untilAsserted(() -> assertThat(brokerThreads()).isSubsetOf(before));
	}

	@Test
	void closeLetsRepliesUnderWayPassAndDismissesTheWorkersLast() throws Exception {
		PigatoBroker broker = start(builder().bind(this.inProcess).shutdownGrace(Duration.ofSeconds(30)));
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "echo");
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		client.send("C", "2", "none", "r2", "1", "{}");
		List<String> request = worker.receive();
		CompletableFuture<Void> closing = CompletableFuture.runAsync(broker::close);
		assertThat(client.receive()).startsWith("C", "3", "", "r2", "-1", "\"B_SHUTDOWN\"");
		client.send("C", "2", "echo", "r3", "1", "{}");
		assertThat(client.receive()).startsWith("C", "3", "", "r3", "-1", "\"B_SHUTDOWN\"");
		assertThat(closing).isNotDone();
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
		assertThat(worker.receive()).containsExactly("W", "5");
		closing.get(20, TimeUnit.SECONDS);
		assertThat(broker.isRunning()).isFalse();
	}

	@Test
	void closeEndsAtOnceWhenNothingIsUnderWay() throws Exception {
		PigatoBroker broker = start(builder().bind(this.inProcess).shutdownGrace(Duration.ofHours(1)));
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "echo");
		CompletableFuture.runAsync(broker::close).get(30, TimeUnit.SECONDS);
		assertThat(worker.receive()).containsExactly("W", "5");
	}

	@Test
	void closeIsBoundedWhenAWorkerNeverReplies() throws Exception {
		PigatoBroker broker = start(builder().bind(this.inProcess).shutdownGrace(Duration.ofMillis(100)));
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "echo");
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		worker.receive();
		CompletableFuture.runAsync(broker::close).get(30, TimeUnit.SECONDS);
		assertThat(client.receive()).startsWith("C", "3", "", "r1", "-1", "\"B_WORKER_LOST\"");
		assertThat(worker.receive()).containsExactly("W", "5");
	}

	@Test
	void closeIsBoundedWhenTheLoopHangs() throws Exception {
		CountDownLatch hanging = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		PigatoBroker broker = start(
				builder().bind(this.inProcess).shutdownGrace(Duration.ZERO).listener(new BrokerListener() {

					@Override
					public void requestQueued(String service) {
						hanging.countDown();
						uninterruptibly(release);
					}

				}));
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
		try {
			CompletableFuture.runAsync(broker::close).get(30, TimeUnit.SECONDS);
		}
		finally {
			release.countDown();
		}
		assertThat(broker.isRunning()).isFalse();
	}

	@Test
	void closeFromTheBrokersOwnLoopLetsTheRestFollow() {
		AtomicReference<PigatoBroker> self = new AtomicReference<>();
		PigatoBroker broker = start(builder().bind(this.inProcess).listener(new BrokerListener() {

			@Override
			public void requestQueued(String service) {
				self.get().close();
			}

		}));
		self.set(broker);
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "echo");
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		List<String> request = worker.receive();
		client.send("C", "2", "none", "r2", "1", "{}");
		assertThat(client.receive()).startsWith("C", "3", "", "r2", "-1", "\"B_SHUTDOWN\"");
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
		assertThat(worker.receive()).containsExactly("W", "5");
		await().untilAsserted(() -> assertThat(broker.isRunning()).isFalse());
	}

	@Test
	void closeTwiceDoesNothingTheSecondTime() {
		PigatoBroker broker = start(builder().bind(this.inProcess));
		broker.close();
		broker.close();
		start(builder().bind(this.inProcess));
	}

	@Test
	void strategyThatThrowsHarmsNobodyAndItsListenerIsTold() {
		List<String> failures = new CopyOnWriteArrayList<>();
		start(builder().bind(this.inProcess).dispatch((service, candidates) -> {
			throw new IllegalStateException("on purpose");
		}).listener(new BrokerListener() {

			@Override
			public void strategyFailed(String service, Throwable cause) {
				failures.add(service + ": " + cause.getMessage());
			}

		}));
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "ech*");
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		assertThat(worker.receive()).contains("echo", "r1");
		client.send("C", "2", "echo", "r2", "1", "{}");
		assertThat(worker.receive()).contains("echo", "r2");
		assertThat(failures).containsOnly("echo: on purpose");
	}

	@Test
	void brokerThatFailsFastSaysSoToItsClients() {
		start(builder().bind(this.inProcess).availability(Availability.FAIL_FAST));
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{\"ext\":[\"error\"]}");
		assertThat(client.receive()).contains("r1", "\"B_NO_WORKER\"");
	}

	@Test
	void listenerThatThrowsHarmsNobody() {
		start(builder().bind(this.inProcess).listener(new BrokerListener() {

			@Override
			public void workerRegistered(String service, String workerId) {
				throw new IllegalStateException("on purpose");
			}

			@Override
			public void requestDispatched(String service) {
				throw new IllegalStateException("on purpose");
			}

		}));
		WirePeer worker = WirePeer.worker(this.loop, this.inProcess, "echo");
		WirePeer client = WirePeer.client(this.loop, this.inProcess);
		client.send("C", "2", "echo", "r1", "1", "{}");
		List<String> request = worker.receive();
		worker.send("W", "3", request.get(2), "", "r1", "0", "2", "{}");
		assertThat(client.receive()).containsExactly("C", "3", "", "r1", "0", "2", "{}");
	}

	@Test
	void builderRefusesWhatCannotBe() {
		assertThatIllegalArgumentException().isThrownBy(() -> builder().bind()).withMessageContaining("endpoint");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().bind("localhost:1"))
			.withMessageContaining("localhost:1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().heartbeat(Duration.ofMillis(9), 3))
			.withMessageContaining("10 ms");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().heartbeat(Duration.ofSeconds(1), 0))
			.withMessageContaining("liveness");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().shutdownGrace(Duration.ofMillis(-1)))
			.withMessageContaining("grace period");
	}

	@Test
	void builderRefusesWhatNoClockCanKeep() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
		assertThatIllegalArgumentException().isThrownBy(() -> builder().heartbeat(endless, 3))
			.withMessageContaining("24 days");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder().heartbeat(Duration.ofSeconds(1), Integer.MAX_VALUE))
			.withMessageContaining("24 days");
		assertThatIllegalArgumentException().isThrownBy(() -> builder().shutdownGrace(endless))
			.withMessageContaining("24 days");
	}

	private PigatoBroker.Builder builder() {
		return PigatoBroker.builder().transport(this.transport);
	}

	private PigatoBroker start(PigatoBroker.Builder builder) {
		PigatoBroker broker = builder.build();
		broker.start();
		this.started.set(broker);
		return broker;
	}

	private static BrokerListener registrations(String name, List<String> told) {
		return new BrokerListener() {

			@Override
			public void workerRegistered(String service, String workerId) {
				told.add(name + ": " + service);
			}

		};
	}

	private static Set<String> brokerThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			.filter((name) -> name.startsWith("pigato-broker"))
			.collect(Collectors.toSet());
	}

	private static void uninterruptibly(CountDownLatch latch) {
		try {
			latch.await(60, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
