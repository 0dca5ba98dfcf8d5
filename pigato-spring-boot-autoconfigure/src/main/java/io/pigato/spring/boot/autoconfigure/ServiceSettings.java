package io.pigato.spring.boot.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/** Finds what is configured for one service. */
final class ServiceSettings {

	private static final String PREFIX = "pigato.worker.services.";

	private static final PigatoWorkerProperties.Service NONE = new PigatoWorkerProperties.Service(null, null);

	private ServiceSettings() {
	}

	/**
	 * The settings of a service. Ids usually have a dot between bean and method, which
	 * ends a key unless it is in brackets: so such ids are looked for by their whole name
	 * too.
	 */
	static PigatoWorkerProperties.Service of(@Nullable String id, PigatoWorkerProperties properties,
			Environment environment) {
		if (id == null) {
			return NONE;
		}
		PigatoWorkerProperties.Service found = properties.services().get(id);
		return (found != null) ? found : byWholeName(id, environment);
	}

	private static PigatoWorkerProperties.Service byWholeName(String id, Environment environment) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(PREFIX + id, '.');
		return Binder.get(environment).bind(name, Bindable.of(PigatoWorkerProperties.Service.class)).orElse(NONE);
	}

}
