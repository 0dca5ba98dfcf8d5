package io.pigato.spring.boot.autoconfigure;

import io.pigato.client.PigatoClient;
import io.pigato.spring.client.PigatoClientBuilderCustomizer;
import io.pigato.spring.client.PigatoClientInterceptor;
import io.pigato.spring.lifecycle.EmbeddedBrokerCheck;
import io.pigato.spring.lifecycle.PigatoClientLifecycle;
import io.pigato.spring.lifecycle.PigatoClientSetup;
import io.pigato.spring.lifecycle.PigatoEvents;
import org.springframework.beans.factory.BeanFactory;

/**
 * Makes builders of clients: the properties first, then the application's customizers.
 */
record ClientBuilders(PigatoClientLifecycle lifecycle, ClientDefaults defaults, BeanFactory beans) {

	PigatoClient.Builder create() {
		PigatoClient.Builder builder = this.lifecycle.builder(setup());
		this.defaults.applyTo(builder);
		this.beans.getBeanProvider(PigatoClientBuilderCustomizer.class)
			.orderedStream()
			.forEach((customizer) -> customizer.customize(builder));
		return builder;
	}

	private PigatoClientSetup setup() {
		PigatoConnectionDetails details = this.defaults.peers().connectionDetails();
		return new PigatoClientSetup(details::getEndpoint, blockingCheck(),
				this.beans.getBeanProvider(PigatoClientInterceptor.class).orderedStream().toList(),
				this.beans.getBeanProvider(PigatoEvents.class).getIfAvailable());
	}

	private Runnable blockingCheck() {
		EmbeddedBrokerCheck check = this.beans.getBeanProvider(EmbeddedBrokerCheck.class).getIfAvailable();
		return (check != null) ? check::check : () -> {
		};
	}

}
