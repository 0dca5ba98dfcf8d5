package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoServiceRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fails the start if a service names a bean that there is not, also where its worker is
 * started only later.
 */
record NamedBeansCheck(PigatoServiceRegistry services, ListableBeanFactory beans) implements SmartLifecycle {

	@Override
	public void start() {
		this.services.registrations().forEach(this::check);
	}

	@Override
	public void stop() {
		// there is nothing to stop
	}

	@Override
	public boolean isRunning() {
		return false;
	}

	/** Before anything has started. */
	@Override
	public int getPhase() {
		return PigatoBrokerLifecycle.PHASE - 1;
	}

	private void check(PigatoServiceRegistration service) {
		String executor = service.executor();
		if (executor != null) {
			new NamedBean(service.name(), "executor", executor).check(Executor.class, this.beans);
		}
		String broker = service.broker();
		if (broker != null) {
			new NamedBean(service.name(), "broker", broker).check(PigatoConnectionDetails.class, this.beans);
		}
	}

}
