package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import io.pigato.spring.lifecycle.WorkerAutoStartup;
import io.pigato.spring.worker.PigatoServiceRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Workers of PIGATO for the methods and beans that offer services. Each context of a
 * hierarchy offers its own.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PigatoAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoWorkerProperties.class)
public final class PigatoWorkerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PigatoServiceRegistry pigatoServiceRegistry(ConfigurableListableBeanFactory beanFactory) {
		return new PigatoServiceRegistry(beanFactory);
	}

	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PigatoWorkerRegistry pigatoWorkerRegistry(PigatoServiceRegistry services, SharedPigatoLoop loop,
			PigatoWorkerFactory factory) {
		return new PigatoWorkerRegistry(services, factory, loop);
	}

	@Bean
	@ConditionalOnMissingBean(value = PigatoWorkerFactory.class, ignored = WorkerFactory.class)
	WorkerFactory pigatoWorkerFactory(PeerSettings peers, PigatoWorkerProperties properties, Environment environment,
			ListableBeanFactory beans) {
		return new WorkerFactory(peers, properties, environment, beans);
	}

	@Bean(destroyMethod = "stop")
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	PigatoWorkerLifecycle pigatoWorkerLifecycle(PigatoWorkerRegistry workers, PigatoWorkerProperties properties,
			ConfigurableApplicationContext context) {
		WorkerAutoStartup autoStartup = new WorkerAutoStartup(properties.autoStartup(),
				(id) -> ServiceSettings.of(id, properties, context.getEnvironment()).autoStartup());
		return new PigatoWorkerLifecycle(workers, autoStartup, context::isClosed);
	}

	@Bean
	UnknownServiceSettings pigatoUnknownServiceSettings(ApplicationContext context) {
		return new UnknownServiceSettings(context);
	}

	@Bean
	NamedBeansCheck pigatoNamedBeansCheck(PigatoServiceRegistry services, ListableBeanFactory beans) {
		return new NamedBeansCheck(services, beans);
	}

}
