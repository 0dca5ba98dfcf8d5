package io.pigato.spring.boot.autoconfigure;

import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.EmbeddedBrokerCheck;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerLifecycle;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;

/**
 * A client of PIGATO to inject, and a builder for further ones. The client is made, and
 * connects, only if something asks for it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { PigatoAutoConfiguration.class, PigatoWorkerAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@EnableConfigurationProperties(PigatoClientProperties.class)
public final class PigatoClientAutoConfiguration {

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	PigatoClientLifecycle pigatoClientLifecycle(SharedPigatoLoop loop, PigatoClientProperties properties) {
		return new PigatoClientLifecycle(loop, properties.autoStartup());
	}

	@Bean
	ClientBuilders pigatoClientBuilders(PigatoClientLifecycle lifecycle, PeerSettings peers,
			PigatoClientProperties properties, Environment environment, BeanFactory beans) {
		return new ClientBuilders(lifecycle, new ClientDefaults(peers, properties, environment), beans);
	}

	@Bean
	@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
	@ConditionalOnMissingBean
	PigatoClient.Builder pigatoClientBuilder(ClientBuilders builders) {
		return builders.create();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	PigatoClient pigatoClient(PigatoClient.Builder builder) {
		return builder.build();
	}

	@Bean
	@ConditionalOnBean(EmbeddedPigatoConnectionDetails.class)
	EmbeddedBrokerCheck pigatoEmbeddedBrokerCheck(PigatoBrokerLifecycle broker, PigatoWorkerLifecycle workers) {
		return new EmbeddedBrokerCheck(broker, workers);
	}

}
