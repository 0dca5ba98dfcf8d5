package io.pigato.spring.exchange;

import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Finds interfaces that carry {@link PigatoExchange}, on themselves or on a method. */
final class ExchangeScanner extends ClassPathScanningCandidateComponentProvider {

	ExchangeScanner(Environment environment, ResourceLoader resources) {
		super(false, environment);
		setResourceLoader(resources);
		addIncludeFilter(new ExchangeFilter());
	}

	Stream<String> scan(String packageName) {
		return findCandidateComponents(packageName).stream()
			.map(BeanDefinition::getBeanClassName)
			.filter(Objects::nonNull);
	}

	@Override
	protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
		AnnotationMetadata metadata = definition.getMetadata();
		return metadata.isIndependent() && metadata.isInterface() && !metadata.isAnnotation();
	}

	private static final class ExchangeFilter extends AnnotationTypeFilter {

		ExchangeFilter() {
			super(PigatoExchange.class, true, true);
		}

		@Override
		protected boolean matchSelf(MetadataReader reader) {
			return super.matchSelf(reader)
					|| reader.getAnnotationMetadata().hasAnnotatedMethods(PigatoExchange.class.getName());
		}

	}

}
