package io.pigato.spring.boot.autoconfigure;

import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.ObservationRegistry;
import io.pigato.spring.observation.PigatoClientObservationConvention;
import io.pigato.spring.observation.PigatoClientObservations;
import io.pigato.spring.observation.PigatoContextPropagation;
import io.pigato.spring.observation.PigatoWorkerObservationConvention;
import io.pigato.spring.observation.PigatoWorkerObservations;
import io.pigato.spring.observation.ServiceLabels;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observations of requests on both sides, and contexts for what is called back.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoProperties.class)
public final class PigatoObservationAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	@ConditionalOnBean(ObservationRegistry.class)
	static class ObservationConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PigatoClientObservations pigatoClientObservations(ObservationRegistry registry,
				ObjectProvider<PigatoClientObservationConvention> convention, PigatoProperties properties) {
			return new PigatoClientObservations(registry, convention.getIfAvailable(), labels(properties));
		}

		@Bean
		@ConditionalOnMissingBean
		PigatoWorkerObservations pigatoWorkerObservations(ObservationRegistry registry,
				ObjectProvider<PigatoWorkerObservationConvention> convention, PigatoProperties properties) {
			return new PigatoWorkerObservations(registry, convention.getIfAvailable(), labels(properties));
		}

		private static ServiceLabels labels(PigatoProperties properties) {
			int most = properties.observations().maxServices();
			try {
				return new ServiceLabels(most);
			}
			catch (IllegalArgumentException ex) {
				throw new RefusedPropertyException("pigato.observations.max-services", Integer.toString(most), ex);
			}
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ContextSnapshotFactory.class)
	static class ContextConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PigatoContextPropagation pigatoContextPropagation(ObjectProvider<ContextSnapshotFactory> snapshots) {
			return new PigatoContextPropagation(
					snapshots.getIfAvailable(() -> ContextSnapshotFactory.builder().build()));
		}

	}

}
