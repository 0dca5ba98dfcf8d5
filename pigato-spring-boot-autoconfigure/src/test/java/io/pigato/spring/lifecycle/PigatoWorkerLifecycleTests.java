package io.pigato.spring.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoServiceRegistry;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class PigatoWorkerLifecycleTests {

	private final Map<String, PigatoWorker> made = new ConcurrentHashMap<>();

	private final Map<String, PigatoLoop> loops = new ConcurrentHashMap<>();

	private final SharedPigatoLoop loop = new SharedPigatoLoop();

	private Runnable whileStarting = () -> {
	};

	private PigatoWorkerRegistry registry;

	private PigatoWorkerLifecycle lifecycle = lifecycle(true, "a", "b");

	@AfterEach
	void stop() {
		this.lifecycle.stop();
	}

	@Test
	void eachServiceHasAWorkerOnOneLoopBetweenStartAndStop() {
		this.lifecycle.start();
		this.lifecycle.start();
		assertThat(this.made).hasSize(2);
		assertThat(this.registry.workers()).hasSize(2).allMatch(ManagedPigatoWorker::isRunning);
		verify(this.made.get("a")).start();
		verify(this.made.get("b")).start();
		assertThat(this.loops.get("a")).isSameAs(this.loops.get("b"));
		assertThat(this.lifecycle.isRunning()).isTrue();
		this.lifecycle.stop();
		verify(this.made.get("a")).close();
		verify(this.made.get("b")).close();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(this.registry.workers()).noneMatch(ManagedPigatoWorker::isRunning);
		assertThat(this.loops.get("a").eventLoop().isAlive()).isFalse();
	}

	@Test
	void aRestartMakesNewWorkers() {
		this.lifecycle.start();
		PigatoWorker first = this.made.get("a");
		this.lifecycle.stop();
		this.lifecycle.start();
		assertThat(this.made.get("a")).isNotSameAs(first);
		verify(this.made.get("a")).start();
	}

	@Test
	void workersAreClosedSideBySide() {
		this.lifecycle.start();
		CyclicBarrier together = new CyclicBarrier(2);
		this.made.values().forEach((worker) -> willAnswer((call) -> together.await()).given(worker).close());
		this.lifecycle.stop();
		assertThat(together.isBroken()).isFalse();
	}

	@Test
	void theJvmIsKeptAliveWhileThereIsAWorker() {
		this.lifecycle.start();
		assertThat(NonDaemonThreads.names()).contains("pigato-worker-keep-alive");
		this.lifecycle.stop();
		Awaitility.await()
			.untilAsserted(() -> assertThat(NonDaemonThreads.names()).doesNotContain("pigato-worker-keep-alive"));
	}

	@Test
	void withoutServicesNothingRuns() {
		this.lifecycle = lifecycle(true);
		this.lifecycle.start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(NonDaemonThreads.names()).doesNotContain("pigato-worker-keep-alive");
		assertThat(this.loops).isEmpty();
		assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).doesNotContain("pigato-loop");
	}

	@Test
	void aWorkerThatCannotBeMadeLeavesNothingBehind() {
		this.lifecycle = lifecycle(true, "a", "bad");
		assertThatIllegalArgumentException().isThrownBy(this.lifecycle::start);
		verify(this.made.get("a")).close();
		assertThat(this.loops.get("a").eventLoop().isAlive()).isFalse();
		assertThat(this.lifecycle.isRunning()).isFalse();
		assertThat(NonDaemonThreads.names()).doesNotContain("pigato-worker-keep-alive");
	}

	@Test
	void aWorkerThatCannotBeMadeForWhateverReasonLeavesNothingBehind() {
		this.lifecycle = lifecycle(true, "a", "worse");
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(this.lifecycle::start);
		verify(this.made.get("a")).close();
		assertThat(this.loops.get("a").eventLoop().isAlive()).isFalse();
		assertThat(NonDaemonThreads.names()).doesNotContain("pigato-worker-keep-alive");
	}

	@Test
	void servicesAreServedUntilTheirWorkersHaveDrained() throws InterruptedException {
		assertThat(this.lifecycle.isServing()).isFalse();
		this.lifecycle.start();
		assertThat(this.lifecycle.isServing()).isTrue();
		CountDownLatch mayClose = new CountDownLatch(1);
		CountDownLatch stopped = new CountDownLatch(1);
		willAnswer((call) -> {
			mayClose.await();
			return null;
		}).given(this.made.get("a")).close();
		this.lifecycle.stop(stopped::countDown);
		Awaitility.await().until(() -> !this.lifecycle.isRunning());
		assertThat(this.lifecycle.isServing()).isTrue();
		mayClose.countDown();
		stopped.await();
		assertThat(this.lifecycle.isServing()).isFalse();
	}

	@Test
	void whileWorkersStartServicesAreServedToAllButTheThreadThatStartsThem() {
		List<Boolean> served = new ArrayList<>();
		this.whileStarting = () -> {
			served.add(this.lifecycle.isServing());
			served.add(CompletableFuture.supplyAsync(this.lifecycle::isServing).join());
		};
		this.lifecycle.start();
		assertThat(served).containsExactly(false, true, false, true);
	}

	@Test
	void afterAStartThatHasFailedNoServiceIsServed() {
		this.lifecycle = lifecycle(true, "a", "bad");
		assertThatIllegalArgumentException().isThrownBy(this.lifecycle::start);
		assertThat(CompletableFuture.supplyAsync(this.lifecycle::isServing).join()).isFalse();
	}

	@Test
	void withoutAutoStartupItIsForTheApplicationToStartThem() {
		this.lifecycle = lifecycle(false, "a");
		assertThat(this.lifecycle.isAutoStartup()).isFalse();
		assertThat(this.lifecycle.isServing()).isTrue();
	}

	@Test
	void whatIsSaidOfAServiceComesBeforeWhatIsSaidOfAll() {
		this.lifecycle = lifecycle(new WorkerAutoStartup(true, Map.of("b", false)::get), "a", "b");
		this.lifecycle.start();
		assertThat(this.made).containsOnlyKeys("a");
		this.lifecycle.stop();
		this.made.clear();
		this.lifecycle = lifecycle(new WorkerAutoStartup(false, Map.of("b", true)::get), "a", "b");
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
		this.lifecycle.start();
		assertThat(this.made).containsOnlyKeys("b");
	}

	@Test
	void withoutAutoStartupAStartByHandStartsAllButThoseThatMustNot() {
		this.lifecycle = lifecycle(new WorkerAutoStartup(false, Map.of("b", false)::get), "a", "b");
		assertThat(this.lifecycle.isAutoStartup()).isFalse();
		this.lifecycle.start();
		assertThat(this.made).containsOnlyKeys("a");
	}

	@Test
	void whatWasStartedByHandIsStoppedAndStartedAgainWithTheContext() {
		this.lifecycle = lifecycle(new WorkerAutoStartup(true, Map.of("b", false)::get), "a", "b");
		this.lifecycle.start();
		this.registry.get("b").start();
		assertThat(this.made).containsOnlyKeys("a", "b");
		this.lifecycle.stop();
		verify(this.made.get("b")).close();
		this.made.clear();
		this.lifecycle.start();
		assertThat(this.made).containsOnlyKeys("a", "b");
	}

	@Test
	void aWorkerStartedByHandAloneMakesItRunAndKeepsTheJvmAlive() {
		this.lifecycle = lifecycle(false, "a", "b");
		this.registry.get("a").start();
		assertThat(this.lifecycle.isRunning()).isTrue();
		assertThat(NonDaemonThreads.names()).contains("pigato-worker-keep-alive");
		this.lifecycle.stop();
		assertThat(this.lifecycle.isRunning()).isFalse();
		verify(this.made.get("a")).close();
		assertThat(this.loops.get("a").eventLoop().isAlive()).isFalse();
	}

	@Test
	void theyStartBeforeAWebServerAndArePaused() {
		assertThat(this.lifecycle.getPhase()).isEqualTo(SmartLifecycle.DEFAULT_PHASE - 4096);
		assertThat(this.lifecycle.isPauseable()).isTrue();
		assertThat(this.lifecycle.isAutoStartup()).isTrue();
	}

	private PigatoWorkerLifecycle lifecycle(boolean autoStartup, String... services) {
		return lifecycle(WorkerAutoStartup.ofAll(autoStartup), services);
	}

	private PigatoWorkerLifecycle lifecycle(WorkerAutoStartup autoStartup, String... services) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		for (String service : services) {
			beans.registerSingleton(service, new PigatoServiceRegistration(service, (request, reply) -> reply.end()));
		}
		PigatoServiceRegistry definitions = new PigatoServiceRegistry(beans);
		definitions.afterSingletonsInstantiated();
		this.registry = new PigatoWorkerRegistry(definitions, this::worker, this.loop);
		assertThat(this.registry.workers()).extracting(ManagedPigatoWorker::service).isEqualTo(List.of(services));
		return new PigatoWorkerLifecycle(this.registry, autoStartup);
	}

	private PigatoWorker worker(PigatoServiceRegistration service, PigatoLoop used) {
		this.whileStarting.run();
		if (service.name().equals("bad")) {
			throw new IllegalArgumentException("bad");
		}
		if (service.name().equals("worse")) {
			throw new NoClassDefFoundError("worse");
		}
		PigatoWorker worker = mock(PigatoWorker.class);
		given(worker.service()).willReturn(service.name());
		this.made.put(service.name(), worker);
		this.loops.put(service.name(), used);
		return worker;
	}

}
