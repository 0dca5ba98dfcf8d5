package io.pigato.spring.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.pigato.spring.lifecycle.ManagedPigatoWorker;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Warns of settings for services that there are not. They may be meant for another
 * application that shares them, so the start goes on.
 */
record UnknownServiceSettings(ApplicationContext context) implements ApplicationListener<ApplicationStartedEvent> {

	private static final Logger logger = LoggerFactory.getLogger(UnknownServiceSettings.class);

	private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("pigato.worker.services");

	@Override
	public void onApplicationEvent(ApplicationStartedEvent event) {
		if (!event.getApplicationContext().equals(this.context)) {
			return;
		}
		List<String> ids = ids();
		TreeSet<String> unknown = new TreeSet<>();
		names().filter((name) -> ids.stream().noneMatch((id) -> isOf(id, name)))
			.forEach((name) -> unknown.add(name.toString()));
		if (!unknown.isEmpty()) {
			logger.warn("No service of this application has the id in {}. {}", String.join(", ", unknown),
					ids.isEmpty() ? "It offers none" : "The ids are " + String.join(", ", ids));
		}
	}

	/** Of this context and those above it, whose properties it shares. */
	private List<String> ids() {
		return Stream.iterate(this.context, Objects::nonNull, ApplicationContext::getParent)
			.flatMap((each) -> each.getBeansOfType(PigatoWorkerRegistry.class).values().stream())
			.flatMap((registry) -> registry.workers().stream())
			.map(ManagedPigatoWorker::id)
			.toList();
	}

	private Stream<ConfigurationPropertyName> names() {
		return StreamSupport
			.stream(ConfigurationPropertySources.get(this.context.getEnvironment()).spliterator(), false)
			.filter(IterableConfigurationPropertySource.class::isInstance)
			.flatMap((source) -> ((IterableConfigurationPropertySource) source).stream())
			.filter(PREFIX::isAncestorOf);
	}

	/** Ids may have dots, and then be written as they are or in brackets. */
	private static boolean isOf(String id, ConfigurationPropertyName name) {
		return ConfigurationPropertyName.adapt(PREFIX + "." + id, '.').isAncestorOf(name)
				|| PREFIX.append("[" + id + "]").isAncestorOf(name);
	}

}
