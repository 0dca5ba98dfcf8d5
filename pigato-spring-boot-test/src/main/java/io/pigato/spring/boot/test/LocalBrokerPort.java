package io.pigato.spring.boot.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Makes the embedded broker's port known as a property, as soon as it has one. */
class LocalBrokerPort implements SmartLifecycle {

	static final String PROPERTY = "local.pigato.broker.port";

	private static final String SOURCE = "pigatoBrokerPort";

	private final PigatoBrokerLifecycle broker;

	private final ConfigurableEnvironment environment;

	LocalBrokerPort(PigatoBrokerLifecycle broker, ConfigurableEnvironment environment) {
		this.broker = broker;
		this.environment = environment;
	}

	@Override
	public void start() {
		List<String> endpoints = Objects.requireNonNull(this.broker.broker(), "The broker starts before").endpoints();
		endpoints.stream()
			.filter((endpoint) -> endpoint.startsWith("tcp:"))
			.findFirst()
			.map((endpoint) -> endpoint.substring(endpoint.lastIndexOf(':') + 1))
			.ifPresent((port) -> this.environment.getPropertySources()
				.addFirst(new MapPropertySource(SOURCE, Map.of(PROPERTY, port))));
	}

	@Override
	public void stop() {
		this.environment.getPropertySources().remove(SOURCE);
	}

	@Override
	public boolean isRunning() {
		return this.environment.getPropertySources().contains(SOURCE);
	}

	/** The broker stays while a context is paused. */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PigatoBrokerLifecycle.PHASE + 1;
	}

}
