package io.pigato.spring.boot.test;

import io.pigato.spring.boot.autoconfigure.PigatoBrokerAutoConfiguration;
import io.pigato.spring.boot.autoconfigure.PigatoWorkerAutoConfiguration;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerFactory;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What tests with an embedded broker get: its port as a property, and stubs. There are no
 * stubs without one, or where the application uses another, so that none appears at a
 * broker that others use.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { PigatoBrokerAutoConfiguration.class, PigatoWorkerAutoConfiguration.class })
@ConditionalOnBean(PigatoBrokerLifecycle.class)
public final class PigatoTestAutoConfiguration {

	@Bean
	LocalBrokerPort pigatoLocalBrokerPort(PigatoBrokerLifecycle broker, ConfigurableEnvironment environment) {
		return new LocalBrokerPort(broker, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(type = "io.pigato.spring.boot.autoconfigure.EmbeddedPigatoConnectionDetails")
	PigatoStubs pigatoStubs(PigatoWorkerFactory factory, PigatoWorkerRegistry workers) {
		return new PigatoStubs(factory, workers);
	}

}
