package io.pigato.spring.boot.test;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Puts a broker in process where {@link AutoConfigureTestPigato} asks for it. */
class TestPigatoContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		return TestContextAnnotationUtils.hasAnnotation(testClass, AutoConfigureTestPigato.class)
				? new InProcessBroker() : null;
	}

	/** All are the same, so that contexts are found again in the cache. */
	private record InProcessBroker() implements ContextCustomizer {

		private static final Map<String, Object> PROPERTIES = Map.of("pigato.enabled", "true", "pigato.broker.embedded",
				"true", "pigato.broker.bind", "", "pigato.broker.internal-channel", "");

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("pigatoTestBroker", PROPERTIES));
		}

	}

}
