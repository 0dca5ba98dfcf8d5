package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import io.pigato.spring.worker.PigatoServiceRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Workers of PIGATO for the methods and beans that offer services.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PigatoAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoWorkerProperties.class)
public final class PigatoWorkerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PigatoServiceRegistry pigatoServiceRegistry(ConfigurableListableBeanFactory beanFactory) {
		return new PigatoServiceRegistry(beanFactory);
	}

	@Bean(destroyMethod = "stop")
	@ConditionalOnMissingBean
	PigatoWorkerLifecycle pigatoWorkerLifecycle(PigatoServiceRegistry services, SharedPigatoLoop loop,
			PeerSettings peers, PigatoWorkerProperties properties, Environment environment) {
		return new PigatoWorkerLifecycle(services, new WorkerFactory(peers, properties, environment), loop,
				properties.autoStartup());
	}

}
