package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoBindException;
import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

@ExtendWith(OutputCaptureExtension.class)
class PigatoBrokerLifecycleTests {

	private final PigatoBroker broker = mock(PigatoBroker.class);

	private final AtomicInteger made = new AtomicInteger();

	private final PigatoBrokerLifecycle lifecycle = new PigatoBrokerLifecycle(() -> {
		this.made.incrementAndGet();
		return this.broker;
	});

	@BeforeEach
	void nothingIsUnderWay() {
		given(this.broker.snapshot()).willReturn(new BrokerSnapshot(Duration.ZERO, 0, 0, 0, 0, 0, 0));
	}

	@AfterEach
	void stop() {
		this.lifecycle.stop();
	}

	@Test
	void eachStartMakesANewBrokerAndEachStopClosesIt() {
		this.lifecycle.start();
		this.lifecycle.start();
		assertThat(this.made).hasValue(1);
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(this.lifecycle.broker()).isSameAs(this.broker);
		verify(this.broker).start();
		this.lifecycle.stop();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(this.lifecycle.broker()).isNull();
		verify(this.broker).close();
		this.lifecycle.start();
		assertThat(this.made).hasValue(2);
	}

	@Test
	void theJvmIsKeptAliveBetweenStartAndStop() {
		this.lifecycle.start();
		assertThat(NonDaemonThreads.names()).contains("pigato-broker-keep-alive");
		this.lifecycle.stop();
		Awaitility.await()
			.untilAsserted(() -> assertThat(NonDaemonThreads.names()).doesNotContain("pigato-broker-keep-alive"));
	}

	@Test
	void aBrokerThatCannotBindFailsTheStartAndKeepsNothingAlive() {
		willThrow(new PigatoBindException("tcp://127.0.0.1:1", "in use", null)).given(this.broker).start();
		assertThatExceptionOfType(PigatoBindException.class).isThrownBy(this.lifecycle::start);
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(NonDaemonThreads.names()).doesNotContain("pigato-broker-keep-alive");
	}

	@Test
	void theCallerOfAStopWithCallbackDoesNotWait() throws InterruptedException {
		CountDownLatch mayClose = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		willAnswer((call) -> {
			mayClose.await();
			return null;
		}).given(this.broker).close();
		this.lifecycle.start();
		this.lifecycle.stop(stopped::countDown);
		assertThat(stopped.getCount()).isEqualTo(1);
		mayClose.countDown();
		stopped.await();
	}

	@Test
	void theCallbackIsCalledEvenIfTheStopFails() throws InterruptedException {
		CountDownLatch stopped = new CountDownLatch(1);
		willThrow(new IllegalStateException("close")).given(this.broker).close();
		this.lifecycle.start();
		this.lifecycle.stop(stopped::countDown);
		stopped.await();
	}

	@Test
	void itStartsBeforeAllElseAndIsNotPaused() {
		assertThat(this.lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 8192);
		assertThat(this.lifecycle.isPauseable()).isFalse();
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
		verify(this.broker, never()).start();
	}

	@Test
	void aBrokerBeyondLoopbackIsWarnedOfAtEachStart(CapturedOutput output) {
		given(this.broker.endpoints()).willReturn(List.of("inproc://x", "tcp://127.0.0.1:1", "tcp://0.0.0.0:2"));
		this.lifecycle.start();
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(output.getOut()).containsSubsequence("PIGATO broker started on tcp://127.0.0.1:1, tcp://0.0.0.0:2",
				"WARN",
				"The PIGATO broker can be reached from beyond this machine on tcp://0.0.0.0:2. It does not authenticate "
						+ "anybody: whoever gets there may call every service and offer any. Bind it to 127.0.0.1, or "
						+ "let only trusted peers into its network",
				"WARN", "on tcp://0.0.0.0:2.");
	}

	@Test
	void aBrokerInProcessOnlySaysSo(CapturedOutput output) {
		given(this.broker.endpoints()).willReturn(List.of("inproc://x"));
		this.lifecycle.start();
		assertThat(output.getOut()).contains("PIGATO broker started on no port, in process only")
			.doesNotContain("WARN");
	}

	@Test
	void aBrokerOnLoopbackIsNotWarnedOf(CapturedOutput output) {
		given(this.broker.endpoints()).willReturn(List.of("inproc://x", "tcp://127.0.0.1:1"));
		this.lifecycle.start();
		assertThat(output.getOut()).contains("PIGATO broker started on tcp://127.0.0.1:1").doesNotContain("WARN");
	}

}
