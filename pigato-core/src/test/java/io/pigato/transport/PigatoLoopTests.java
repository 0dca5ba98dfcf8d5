package io.pigato.transport;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoClosedException;
import io.pigato.internal.Frame;
import io.pigato.internal.transport.DealerJournal;
import io.pigato.internal.transport.DealerOptions;
import io.pigato.internal.transport.Endpoint;
import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.RouterJournal;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class PigatoLoopTests {

	private final FakeEngine engine = new FakeEngine();

	private final AtomicInteger made = new AtomicInteger();

	private final PigatoLoop loop = new PigatoLoop("tested", (transport, eventLoop) -> {
		this.made.incrementAndGet();
		return this.engine;
	});

	@AfterEach
	void close() {
		this.loop.close();
	}

	@Test
	void aStartedLoopRunsCommandsOnItsDaemonThread() throws Exception {
		try (PigatoLoop started = PigatoLoop.start("my-loop")) {
			CompletableFuture<Thread> thread = new CompletableFuture<>();
			started.eventLoop().execute(() -> thread.complete(Thread.currentThread()));

			assertThat(thread.get(30, TimeUnit.SECONDS).getName()).isEqualTo("my-loop");
			assertThat(thread.get().isDaemon()).isTrue();
		}
	}

	@Test
	void aRunningLoopGivesASignOfLifeAndAClosedOneDoesNot() throws Exception {
		CompletableFuture<Duration> answer = this.loop.ping();
		assertThat(answer).isNotDone();
		this.loop.eventLoop().start();
		assertThat(answer.get(30, TimeUnit.SECONDS)).isPositive();
		assertThat(this.loop.isAlive()).isTrue();
		this.loop.close();
		assertThat(this.loop.isAlive()).isFalse();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(this.loop.ping()::get)
			.withCauseInstanceOf(PigatoClosedException.class);
	}

	@Test
	void anEngineIsMadeOnce() {
		TransportEngine first = this.loop.engine(Transport.JEROMQ);

		assertThat(this.loop.engine(Transport.JEROMQ)).isSameAs(first);
		assertThat(this.made).hasValue(1);
	}

	@Test
	void closingEndsTheThreadAndThenTheEnginesOnce() {
		this.loop.eventLoop().start();
		this.loop.engine(Transport.JEROMQ);
		this.loop.close();
		this.loop.close();

		assertThat(this.loop.eventLoop().isAlive()).isFalse();
		assertThat(this.engine.closes).singleElement()
			.satisfies((limit) -> assertThat(limit).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(2)));
	}

	@Test
	void aClosedLoopGivesNoEngine() {
		this.loop.engine(Transport.JEROMQ);
		this.loop.close();

		assertThatExceptionOfType(PigatoClosedException.class).isThrownBy(() -> this.loop.engine(Transport.JEROMQ))
			.withMessageContaining("tested");
	}

	@Test
	void aLoopMayCloseItself() {
		this.loop.eventLoop().start();
		this.loop.engine(Transport.JEROMQ);
		this.loop.eventLoop().execute(this.loop::close);

		await().until(() -> !this.loop.eventLoop().isAlive());
		await().untilAsserted(() -> assertThat(this.engine.closes).hasSize(1));
	}

	@Test
	@Timeout(60)
	void aLoopThatHangsDoesNotKeepCloseFromReturning() {
		this.loop.eventLoop().start();
		this.loop.engine(Transport.JEROMQ);
		CountDownLatch release = new CountDownLatch(1);
		this.loop.eventLoop().execute(() -> {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});

		this.loop.close();

		assertThat(this.loop.eventLoop().isAlive()).isTrue();
		assertThat(this.engine.closes).hasSize(1);
		release.countDown();
		await().until(() -> !this.loop.eventLoop().isAlive());
	}

	@Test
	void anEngineThatFailsToCloseDoesNotHurt() {
		this.engine.closeFailure = new IllegalStateException("on purpose");
		this.loop.engine(Transport.JEROMQ);

		this.loop.close();

		assertThat(this.engine.closes).hasSize(1);
	}

	@Test
	void ownersOfOpenSocketsAreToldWhenTheLoopIsClosed() {
		PigatoLoop real = PigatoLoop.start("real");
		Endpoint endpoint = Endpoint.parse("inproc://" + UUID.randomUUID());
		RouterJournal atRouter = new RouterJournal();
		DealerJournal atDealer = new DealerJournal();
		EventLoop eventLoop = real.eventLoop();
		TransportEngine inProcess = real.engine(Transport.JEROMQ);
		eventLoop.execute(
				() -> inProcess.openRouter(new RouterOptions(List.of(endpoint), TransportLimits.DEFAULT), atRouter));
		eventLoop.execute(() -> inProcess
			.openDealer(new DealerOptions(endpoint, Frame.of("me"), 1, TransportLimits.DEFAULT), atDealer));
		await().until(() -> atDealer.events().contains("connected"));

		real.close();

		assertThat(atRouter.events()).containsExactly("failed The loop was closed");
		assertThat(atDealer.events()).hasSize(2)
			.last()
			.asString()
			.startsWith("closed ")
			.contains("ended with its loop");
	}

}
