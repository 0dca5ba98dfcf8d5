package io.pigato.spring.boot.autoconfigure;

import io.pigato.broker.BrokerListener;
import io.pigato.spring.broker.PigatoBrokerCounters;
import io.pigato.spring.lifecycle.PigatoBrokerLifecycle;
import io.pigato.spring.lifecycle.PigatoEvents;
import io.pigato.spring.lifecycle.SharedPigatoLoop;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * An embedded broker of PIGATO, for the application itself and for others. Beans of type
 * {@link BrokerListener} are told what it does.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "pigato.enabled", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "pigato.broker.embedded")
@ConditionalOnMissingBean(PigatoBrokerLifecycle.class)
@EnableConfigurationProperties({ PigatoProperties.class, PigatoBrokerProperties.class })
public final class PigatoBrokerAutoConfiguration {

	@Bean
	EmbeddedEndpoint pigatoEmbeddedEndpoint() {
		return EmbeddedEndpoint.random();
	}

	@Bean
	@ConditionalOnMissingBean
	PigatoBrokerCounters pigatoBrokerCounters() {
		return new PigatoBrokerCounters();
	}

	@Bean
	PigatoBrokerBuilderCustomizer pigatoBrokerListeners(ObjectProvider<BrokerListener> listeners) {
		return (builder) -> listeners.orderedStream().forEach(builder::addListener);
	}

	@Bean
	BrokerFactory pigatoBrokerFactory(EmbeddedEndpoint endpoint, PigatoBrokerProperties properties,
			PigatoProperties common, ObjectProvider<PigatoBrokerBuilderCustomizer> customizers) {
		return new BrokerFactory(endpoint, properties, common, customizers.orderedStream().toList());
	}

	@Bean(destroyMethod = "stop")
	PigatoBrokerLifecycle pigatoBrokerLifecycle(BrokerFactory factory, ObjectProvider<SharedPigatoLoop> loop,
			ObjectProvider<PigatoConnectionDetails> used, ObjectProvider<PigatoEvents> events) {
		boolean shared = factory.properties().shareLoop()
				&& used.getIfUnique() instanceof EmbeddedPigatoConnectionDetails;
		return new PigatoBrokerLifecycle(factory, shared ? loop.getIfAvailable() : null, events.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean(PigatoConnectionDetails.class)
	EmbeddedPigatoConnectionDetails embeddedPigatoConnectionDetails(EmbeddedEndpoint endpoint) {
		return new EmbeddedPigatoConnectionDetails(endpoint);
	}

}
