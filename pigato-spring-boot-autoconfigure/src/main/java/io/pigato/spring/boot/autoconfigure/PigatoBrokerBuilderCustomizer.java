package io.pigato.spring.boot.autoconfigure;

import io.pigato.broker.PigatoBroker;

/**
 * Says more about the embedded broker, for example who listens or a
 * {@link io.pigato.broker.DispatchStrategy} of the application's own. Beans of this type
 * are called in their order, after the properties have been applied, at each start. They
 * must leave the endpoints alone: one of them is that of the application itself.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoBrokerBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder of a new broker
	 */
	void customize(PigatoBroker.Builder builder);

}
