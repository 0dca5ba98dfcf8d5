package io.pigato.spring.exchange;

/**
 * Gives groups of {@link ImportPigatoClients} clients of their own. Beans of this type
 * are called in their order when the first interface of a group is made.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface PigatoClientGroupConfigurer {

	/**
	 * Says what is special about groups.
	 * @param groups to choose from
	 */
	void configureGroups(PigatoClientGroups groups);

}
