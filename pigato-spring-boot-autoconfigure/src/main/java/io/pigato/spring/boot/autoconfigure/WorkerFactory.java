package io.pigato.spring.boot.autoconfigure;

import java.util.concurrent.Executor;

import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.worker.PigatoServiceDefinitionException;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.spring.worker.PigatoWorkerBuilderCustomizer;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * Makes workers as the properties and the services themselves say, and then the
 * application's customizers.
 */
record WorkerFactory(PeerSettings peers, PigatoWorkerProperties properties, Environment environment,
		ListableBeanFactory beans) implements PigatoWorkerFactory {

	@Override
	public PigatoWorker create(PigatoServiceRegistration service, PigatoLoop loop) {
		PigatoWorker.Builder builder = PigatoWorker.builder()
			.service(service.name())
			.handler(service.handler())
			.loop(loop)
			.endpoint(connectionDetails(service)::getEndpoint)
			.transport(this.peers.transport())
			.codec(this.peers.codec())
			.executor(executor(service))
			.concurrency(concurrency(service))
			.includeErrorMessages(
					this.properties.error().includeMessage() == PigatoWorkerProperties.IncludeMessage.ALWAYS);
		applyBounded(builder);
		this.beans.getBeanProvider(PigatoWorkerBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder, service));
		return builder.build();
	}

	private void applyBounded(PigatoWorker.Builder builder) {
		BoundedSettings settings = new BoundedSettings("pigato.worker.");
		settings.heartbeat(builder::heartbeat, this.properties.heartbeatInterval(),
				this.properties.heartbeatLiveness());
		settings.reconnectDelay(builder::reconnectDelay, this.properties.reconnectDelay(),
				this.properties.reconnectMaxDelay());
		settings.apply("shutdown-grace", this.properties.shutdownGrace(), builder::shutdownGrace);
		IdentityPrefix.apply(this.properties.identityPrefix(), this.environment,
				(prefix) -> settings.apply("identity-prefix", prefix, builder::identityPrefix));
	}

	private PigatoConnectionDetails connectionDetails(PigatoServiceRegistration service) {
		String beanName = service.broker();
		return (beanName != null)
				? new NamedBean(service.name(), "broker", beanName).get(PigatoConnectionDetails.class, this.beans)
				: this.peers.connectionDetails();
	}

	private Executor executor(PigatoServiceRegistration service) {
		String beanName = service.executor();
		return (beanName != null) ? new NamedBean(service.name(), "executor", beanName).get(Executor.class, this.beans)
				: this.peers.threads().handlers();
	}

	/** What is configured for the service, what it says itself, what is for all. */
	private int concurrency(PigatoServiceRegistration service) {
		Integer ofService = ServiceSettings.of(service.id(), this.properties, this.environment).concurrency();
		if (ofService != null) {
			return checked("pigato.worker.services." + service.id() + ".concurrency", ofService);
		}
		if (service.concurrency() != null) {
			return service.concurrency();
		}
		return checked("pigato.worker.concurrency", this.properties.concurrency());
	}

	private static int checked(String property, int concurrency) {
		if (concurrency < 1) {
			throw new PigatoServiceDefinitionException("The property " + property + " is " + concurrency + ".",
					"Set it to 1 or more: so many requests a service handles at once. A service that is not to be "
							+ "offered for now has auto-startup=false in its place.");
		}
		return concurrency;
	}

}
