package io.pigato.spring.lifecycle;

import java.util.ArrayDeque;
import java.util.Deque;

import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoServiceRegistry;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

class ManagedPigatoWorkerTests {

	private final Deque<PigatoWorker> made = new ArrayDeque<>();

	private final PigatoWorkerRegistry registry = registry(new SharedPigatoLoop());

	private ManagedPigatoWorker worker;

	@BeforeEach
	void find() {
		this.worker = this.registry.get("the-id");
	}

	@AfterEach
	void stop() {
		this.worker.stop();
	}

	@Test
	void workersAreFoundByTheirIds() {
		assertThat(this.worker.id()).isEqualTo("the-id");
		assertThat(this.worker.service()).isEqualTo("echo");
		assertThat(this.registry.find("the-id")).containsSame(this.worker);
		assertThat(this.registry.find("echo")).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.registry.get("echo"))
			.withMessage("No service has the id 'echo'; there are: the-id");
	}

	@Test
	void concurrencyIsThatOfTheFactoryUntilItIsSet() {
		assertThat(this.worker.concurrency()).isZero();
		this.worker.start();
		assertThat(this.worker.concurrency()).isEqualTo(5);
		this.worker.concurrency(7);
		assertThat(this.worker.concurrency()).isEqualTo(7);
		assertThat(this.made.getLast().concurrency()).isEqualTo(7);
	}

	@Test
	void whatWasSetOutlivesARestart() {
		this.worker.start();
		this.worker.concurrency(7);
		this.worker.stop();
		this.worker.start();
		assertThat(this.made).hasSize(2);
		assertThat(this.made.getLast().concurrency()).isEqualTo(7);
	}

	@Test
	void whatIsSetBeforeTheStartHolds() {
		this.worker.concurrency(2);
		this.worker.start();
		assertThat(this.made.getLast().concurrency()).isEqualTo(2);
	}

	@Test
	void aPausedWorkerTakesNothingUntilItIsResumed() {
		this.worker.start();
		this.worker.pause();
		assertThat(this.worker.isPaused()).isTrue();
		assertThat(this.worker.isRunning()).isTrue();
		assertThat(this.worker.concurrency()).isEqualTo(5);
		assertThat(this.made.getLast().concurrency()).isZero();
		this.worker.concurrency(3);
		assertThat(this.made.getLast().concurrency()).isZero();
		this.worker.resume();
		assertThat(this.worker.isPaused()).isFalse();
		assertThat(this.made.getLast().concurrency()).isEqualTo(3);
	}

	@Test
	void aPauseOutlivesARestart() {
		this.worker.pause();
		this.worker.start();
		assertThat(this.made.getLast().concurrency()).isZero();
		this.worker.stop();
		this.worker.start();
		assertThat(this.made.getLast().concurrency()).isZero();
		this.worker.resume();
		assertThat(this.made.getLast().concurrency()).isEqualTo(5);
	}

	@Test
	void noConcurrencyIsBelowOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.worker.concurrency(0))
			.withMessage("Service 'the-id' handles at least 1 request at once, not 0; pause() stops it");
	}

	@Test
	void aWorkerThatDoesNotRunIsNotRegisteredAndHasNoError() {
		assertThat(this.worker.isRegistered()).isFalse();
		assertThat(this.worker.lastError()).isEmpty();
		this.worker.stop();
		assertThat(this.made).isEmpty();
	}

	@Test
	void aLoopThatCouldNotBeHadIsNotLeft() {
		SharedPigatoLoop loop = mock(SharedPigatoLoop.class);
		given(loop.acquire()).willThrow(new IllegalStateException("no loop"));
		assertThatIllegalStateException().isThrownBy(registry(loop).get("the-id")::start).withMessage("no loop");
		verify(loop, never()).release();
	}

	private PigatoWorkerRegistry registry(SharedPigatoLoop loop) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("the-id", new PigatoServiceRegistration("echo", (request, reply) -> reply.end()));
		PigatoServiceRegistry services = new PigatoServiceRegistry(beans);
		services.afterSingletonsInstantiated();
		return new PigatoWorkerRegistry(services, this::create, loop);
	}

	private PigatoWorker create(PigatoServiceRegistration service, PigatoLoop loop) {
		PigatoWorker made = PigatoWorker.builder()
			.service(service.name())
			.handler(service.handler())
			.endpoint("inproc://nobody-" + System.identityHashCode(this))
			.loop(loop)
			.concurrency(5)
			.build();
		this.made.add(made);
		return made;
	}

}
