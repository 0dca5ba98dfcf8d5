package io.pigato.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportDrop;
import io.pigato.internal.transport.TransportLimits;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent makes of what its transport tells it. */
class BrokerAgentTests {

	private final String endpoint = "inproc://broker-agent-" + UUID.randomUUID();

	private final List<String> events = new ArrayList<>();

	private final CountDownLatch stopped = new CountDownLatch(1);

	private final PigatoLoop loop = PigatoLoop.start("broker-agent-tests");

	private final PigatoLoop peers = PigatoLoop.start("broker-agent-tests-peers");

	private final BrokerAgent agent = new BrokerAgent(this.loop, settings(), this.stopped::countDown);

	@AfterEach
	void close() {
		this.loop.close();
		this.peers.close();
	}

	@Test
	void transportThatFailsIsReportedAndNothingIsWaitedForAtTheEnd() throws Exception {
		onLoop(() -> this.agent.start(this.loop));
		WirePeer worker = WirePeer.worker(this.peers, this.endpoint, "echo");
		WirePeer.client(this.peers, this.endpoint).send("C", "2", "echo", "1", "1", "{}");
		worker.receive();
		assertThat(this.agent.failure()).isEmpty();
		onLoop(() -> this.agent.onFailed(new IOException("on purpose")));
		assertThat(this.agent.failure())
			.hasValueSatisfying((failure) -> assertThat(failure).contains("transport has failed", "on purpose"));
		onLoop(this.agent::drain);
		assertThat(this.stopped.await(20, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void whatTheTransportDropsIsCountedAndAListenerThatThrowsIsBorne() {
		onLoop(() -> {
			this.agent.onDropped(TransportDrop.FRAME_TOO_LARGE);
			this.agent.onDropped(TransportDrop.IDENTITY_TAKEN);
		});
		assertThat(this.events).containsExactly("MESSAGE_TOO_LARGE", "TRANSPORT");
	}

	private void onLoop(Runnable action) {
		CompletableFuture.runAsync(action, this.loop.eventLoop()).join();
	}

	private BrokerSettings settings() {
		BrokerConfig config = new BrokerConfig(TimeUnit.HOURS.toNanos(1), 3, 1, BrokerLimits.DEFAULT);
		BrokerListener listener = new BrokerListener() {

			@Override
			public void dropped(DropReason reason) {
				BrokerAgentTests.this.events.add(reason.name());
				throw new IllegalStateException("on purpose");
			}

		};
		return new BrokerSettings(new RouterOptions(List.of(Endpoint.parse(this.endpoint)), TransportLimits.DEFAULT),
				null, Transport.JEROMQ, null, config, List.of(listener), Duration.ofHours(1));
	}

}
