package io.pigato.spring.boot.autoconfigure;

import io.pigato.spring.actuate.BrokerReport;
import io.pigato.spring.actuate.PigatoEndpoint;
import io.pigato.spring.broker.PigatoBrokerCounters;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoWorkerRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The actuator endpoint {@code pigato}, where it is exposed.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { PigatoBrokerAutoConfiguration.class, PigatoClientAutoConfiguration.class })
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ PigatoClientLifecycle.class, PigatoWorkerRegistry.class })
@ConditionalOnAvailableEndpoint(PigatoEndpoint.class)
public final class PigatoEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PigatoEndpoint pigatoEndpoint(ObjectProvider<PigatoBrokerLifecycle> broker,
			ObjectProvider<PigatoBrokerCounters> counters, PigatoWorkerRegistry workers,
			PigatoClientLifecycle clients) {
		return new PigatoEndpoint(report(broker.getIfAvailable(), counters), workers, clients);
	}

	private static @Nullable BrokerReport report(@Nullable PigatoBrokerLifecycle broker,
			ObjectProvider<PigatoBrokerCounters> counters) {
		return (broker != null) ? new BrokerReport(broker, counters.getIfAvailable(PigatoBrokerCounters::new)) : null;
	}

}
