package io.pigato.internal.transport.jeromq;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.HostilePeersContract;
import io.pigato.internal.transport.RecordingDealer;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportPair;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What JeroMQ does badly and this engine keeps from its users: each test fails without
 * the guard it is about.
 */
@Tag("jeromq")
class JeroMqGuardTests extends HostilePeersContract {

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return new JeroMqEngine(loop);
	}

	@Test
	void noConnectionIsForgottenByTheIoThread() throws Exception {
		long[] millis = HandshakeStall.measure(this.endpoint, 300);
		assertThat(Arrays.stream(millis).max().orElseThrow()).isLessThan(8_000);
	}

	@Test
	void deathOfTheIoThreadIsReportedAndHoldsNothingUp() throws Exception {
		RecordingDealer told = new RecordingDealer();
		this.pair.openDealer(this.endpoint, "told", TransportPair.LIMITS, told);
		await().until(() -> told.connected() == 1);
		reportDeath("peers", new IllegalStateException("first killed by a test"));
		assertThat(told.nextClosed()).contains("the transport has failed");
		IllegalStateException cause = new IllegalStateException("then killed by a test");
		reportDeath("broker", cause);
		assertThat(this.atRouter.nextFailure()).isSameAs(cause);
		assertThat(this.pair.brokerEngine().close(Duration.ofSeconds(20))).isTrue();
	}

	private static void reportDeath(String loop, Throwable cause) {
		ioThreads().filter((thread) -> thread.getName().startsWith(loop))
			.forEach((thread) -> thread.getUncaughtExceptionHandler().uncaughtException(thread, cause));
	}

	private static Stream<Thread> ioThreads() {
		return Thread.getAllStackTraces().keySet().stream().filter((thread) -> thread.getName().contains("iothread"));
	}

}
