package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.worker.PigatoServiceRegistration;
import io.pigato.transport.PigatoLoop;
import io.pigato.worker.PigatoWorker;
import org.springframework.core.env.Environment;

/** Makes workers as the properties and the services themselves say. */
record WorkerFactory(PeerSettings peers, PigatoWorkerProperties properties,
		Environment environment) implements PigatoWorkerFactory {

	@Override
	public PigatoWorker create(PigatoServiceRegistration service, PigatoLoop loop) {
		PigatoWorker.Builder builder = PigatoWorker.builder()
			.service(service.name())
			.handler(service.handler())
			.loop(loop)
			.endpoint(this.peers.connectionDetails()::getEndpoint)
			.transport(this.peers.transport())
			.codec(this.peers.codec())
			.executor(this.peers.threads().handlers())
			.concurrency(concurrency(service))
			.heartbeat(this.properties.heartbeatInterval(), this.properties.heartbeatLiveness())
			.reconnectDelay(this.properties.reconnectDelay(), this.properties.reconnectMaxDelay())
			.shutdownGrace(this.properties.shutdownGrace())
			.includeErrorMessages(
					this.properties.error().includeMessage() == PigatoWorkerProperties.IncludeMessage.ALWAYS);
		IdentityPrefix.apply(this.properties.identityPrefix(), this.environment, builder::identityPrefix);
		return builder.build();
	}

	private int concurrency(PigatoServiceRegistration service) {
		if (service.concurrency() != null) {
			return service.concurrency();
		}
		Integer configured = this.properties.concurrency();
		return (configured != null) ? configured : this.peers.threads().defaultConcurrency();
	}

}
