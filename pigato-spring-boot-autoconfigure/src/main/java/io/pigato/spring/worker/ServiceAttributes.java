package io.pigato.spring.worker;

import io.pigato.spring.annotation.PigatoService;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Reads the attributes of {@link PigatoService}, with their placeholders resolved. */
final class ServiceAttributes {

	private final ConfigurableBeanFactory beanFactory;

	ServiceAttributes(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	String name(PigatoService annotation, MethodOrigin origin) {
		String name = resolve(annotation.name(), origin);
		if (name.isEmpty()) {
			throw origin.unusable("it has no name.",
					"Write one: @PigatoService(\"" + origin.method().getName() + "\").");
		}
		return name;
	}

	String id(PigatoService annotation, MethodOrigin origin) {
		String id = resolve(annotation.id(), origin);
		return !id.isEmpty() ? id : origin.beanName() + "." + origin.method().getName();
	}

	@Nullable Integer concurrency(PigatoService annotation, MethodOrigin origin) {
		String text = resolve(annotation.concurrency(), origin).strip();
		if (text.isEmpty()) {
			return null;
		}
		if (!text.matches("0*[1-9][0-9]{0,8}")) {
			throw origin.unusable("its concurrency is '" + text + "'.",
					"Write a whole number from 1 on, as in concurrency = \"4\", or leave it out.");
		}
		return Integer.valueOf(text);
	}

	@Nullable String executor(PigatoService annotation, MethodOrigin origin) {
		return beanName(annotation.executor(), origin);
	}

	@Nullable String broker(PigatoService annotation, MethodOrigin origin) {
		return beanName(annotation.broker(), origin);
	}

	private @Nullable String beanName(String text, MethodOrigin origin) {
		String name = resolve(text, origin).strip();
		return !name.isEmpty() ? name : null;
	}

	private String resolve(String text, MethodOrigin origin) {
		String resolved = tryResolve(text);
		if (resolved == null || resolved.contains("${")) {
			throw origin.unusable("'" + text + "' names a property that is not set.",
					"Set the property, or give the placeholder a default: ${name:default}.");
		}
		return resolved;
	}

	/** A strict resolver throws, a lenient one leaves the placeholder as it is. */
	private @Nullable String tryResolve(String text) {
		try {
			return this.beanFactory.resolveEmbeddedValue(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
