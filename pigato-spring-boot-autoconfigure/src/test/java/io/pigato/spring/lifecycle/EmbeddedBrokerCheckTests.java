package io.pigato.spring.lifecycle;

import java.time.Duration;

import io.pigato.broker.BrokerSnapshot;
import io.pigato.broker.PigatoBroker;
import io.pigato.spring.worker.PigatoServiceRegistry;
import io.pigato.worker.PigatoWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class EmbeddedBrokerCheckTests {

	private final PigatoBrokerLifecycle broker = new PigatoBrokerLifecycle(() -> {
		PigatoBroker made = mock(PigatoBroker.class);
		given(made.snapshot()).willReturn(new BrokerSnapshot(Duration.ZERO, 0, 0, 0, 0, 0, 0));
		return made;
	});

	@AfterEach
	void stop() {
		this.broker.stop();
	}

	@Test
	void waitingIsRefusedUntilBrokerAndWorkersRun() {
		PigatoWorkerLifecycle workers = workers(true);
		EmbeddedBrokerCheck check = new EmbeddedBrokerCheck(this.broker, workers);
		String message = "The embedded PIGATO broker and the services of this application run only while its context "
				+ "does: a call that waits for a reply belongs in an ApplicationRunner or later, not in a constructor "
				+ "or an initializer such as @PostConstruct";
		assertThatIllegalStateException().isThrownBy(check::check).withMessage(message);
		this.broker.start();
		assertThatIllegalStateException().isThrownBy(check::check).withMessage(message);
		workers.start();
		assertThatNoException().isThrownBy(check::check);
		workers.stop();
		this.broker.stop();
		assertThatIllegalStateException().isThrownBy(check::check).withMessage(message);
	}

	@Test
	void workersThatDoNotStartWithTheContextAreNotWaitedFor() {
		EmbeddedBrokerCheck check = new EmbeddedBrokerCheck(this.broker, workers(false));
		assertThatIllegalStateException().isThrownBy(check::check);
		this.broker.start();
		assertThatNoException().isThrownBy(check::check);
	}

	private static PigatoWorkerLifecycle workers(boolean autoStartup) {
		PigatoServiceRegistry services = new PigatoServiceRegistry(new DefaultListableBeanFactory());
		return new PigatoWorkerLifecycle(
				new PigatoWorkerRegistry(services, (service, loop) -> mock(PigatoWorker.class), new SharedPigatoLoop()),
				WorkerAutoStartup.ofAll(autoStartup));
	}

}
