package io.pigato.spring.exchange;

import java.util.function.BiConsumer;

import io.pigato.client.PigatoClient;

/**
 * Groups of interfaces to configure.
 *
 * @since 0.1.0
 */
public interface PigatoClientGroups {

	/**
	 * Some of these groups.
	 * @param names which; those that do not exist are passed over
	 * @return the groups of these names
	 */
	PigatoClientGroups filterByName(String... names);

	/**
	 * Gives each of these groups a client of its own, and says how it is to be. The
	 * builder is prepared as one that is injected; all configurers of a group get the
	 * same.
	 * @param configurer called with the name and the builder of each group
	 */
	void forEachClient(BiConsumer<String, PigatoClient.Builder> configurer);

}
