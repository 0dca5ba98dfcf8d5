package io.pigato.spring.boot.autoconfigure;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** What identities begin with: as configured, else the application's name. */
final class IdentityPrefix {

	private static final int MAX_CHARS = 64;

	private IdentityPrefix() {
	}

	/**
	 * Hands the prefix on, if there is one.
	 * @param configured as the property says, or {@code null}
	 * @param environment knows the application's name
	 * @param target takes the prefix
	 */
	static void apply(@Nullable String configured, Environment environment, Consumer<String> target) {
		if (configured != null) {
			target.accept(configured);
			return;
		}
		String name = environment.getProperty("spring.application.name");
		if (StringUtils.hasText(name)) {
			target.accept(sanitize(name.strip()));
		}
	}

	private static String sanitize(String name) {
		String visible = name.replaceAll("[^\\x21-\\x7e]+", "-");
		return visible.substring(0, Math.min(visible.length(), MAX_CHARS));
	}

}
