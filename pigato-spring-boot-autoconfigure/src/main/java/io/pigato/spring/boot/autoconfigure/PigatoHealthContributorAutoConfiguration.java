package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.health.PigatoHealthContributor;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Health of broker, clients and workers of PIGATO.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { PigatoBrokerAutoConfiguration.class, PigatoClientAutoConfiguration.class },
		beforeName = "org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean({ PigatoClientLifecycle.class, PigatoWorkerRegistry.class, SharedPigatoLoop.class })
@ConditionalOnEnabledHealthIndicator("pigato")
public final class PigatoHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "pigatoHealthContributor")
	PigatoHealthContributor pigatoHealthContributor(ObjectProvider<PigatoBrokerLifecycle> broker,
			PigatoClientLifecycle clients, PigatoWorkerRegistry workers, SharedPigatoLoop loop) {
		return new PigatoHealthContributor(broker.getIfAvailable(), clients, workers, loop);
	}

}
