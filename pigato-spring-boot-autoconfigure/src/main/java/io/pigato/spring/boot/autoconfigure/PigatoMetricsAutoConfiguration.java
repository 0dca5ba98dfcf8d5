package io.pigato.spring.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.pigato.spring.broker.PigatoBrokerCounters;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.metrics.PigatoBrokerMetrics;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Meters of an embedded broker of PIGATO.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = PigatoBrokerAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, PigatoBrokerLifecycle.class, PigatoBrokerCounters.class })
public final class PigatoMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PigatoBrokerMetrics pigatoBrokerMetrics(PigatoBrokerLifecycle lifecycle, PigatoBrokerCounters counters) {
		return new PigatoBrokerMetrics(lifecycle::broker, counters);
	}

}
