package io.pigato.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;

import io.pigato.transport.Transport;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Runs a class with each {@link Setting}: these combinations on every engine, or on the
 * one that the system property {@code pigato.test.transport} names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(Settings.Provider.class)
@interface Settings {

	/** The combinations; none stands for all. */
	Combination[] value() default {};

	/** Makes them. */
	final class Provider implements ArgumentsProvider {

		@Override
		public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
			Combination[] chosen = context.getRequiredTestClass().getAnnotation(Settings.class).value();
			Combination[] combinations = (chosen.length > 0) ? chosen : Combination.values();
			String only = System.getProperty("pigato.test.transport", "");
			return Stream.of(Transport.values())
				.filter((engine) -> only.isEmpty() || engine.name().equals(only.toUpperCase(Locale.ROOT)))
				.flatMap((engine) -> Arrays.stream(combinations)
					.map((combination) -> Arguments.of(new Setting(combination, engine))));
		}

	}

}
