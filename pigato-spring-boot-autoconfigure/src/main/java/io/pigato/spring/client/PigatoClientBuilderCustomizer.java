package io.pigato.spring.client;

import io.pigato.client.PigatoClient;

/**
 * Says more about each client that the application makes from the builder that is
 * injected, its own client among them. Beans of this type are called in their order,
 * after the properties have been applied.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoClientBuilderCustomizer {

	/**
	 * Customizes the builder.
	 * @param builder a new one, for one injection point
	 */
	void customize(PigatoClient.Builder builder);

}
