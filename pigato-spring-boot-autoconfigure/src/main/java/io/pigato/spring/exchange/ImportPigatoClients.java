package io.pigato.spring.exchange;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.AliasFor;

/**
 * Makes beans of interfaces whose methods are {@link PigatoExchange requests}. Written on
 * a configuration class, any number of times.
 * <p>
 * The interfaces of a group share a client: the application's, or one of their own where
 * a {@link PigatoClientGroupConfigurer} bean says something about the group. Where an
 * interface is in several groups, the group's name is the qualifier of the bean.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportPigatoClients.Container.class)
@Import(ImportPigatoClientsRegistrar.class)
public @interface ImportPigatoClients {

	/** The group of those that are in no other. */
	String DEFAULT_GROUP = "default";

	/**
	 * Alias for {@link #types()}.
	 * @return interfaces
	 */
	@AliasFor("types")
	Class<?>[] value() default {};

	/**
	 * The interfaces themselves.
	 * @return interfaces
	 */
	@AliasFor("value")
	Class<?>[] types() default {};

	/**
	 * Which group they are in.
	 * @return the group's name
	 */
	String group() default DEFAULT_GROUP;

	/**
	 * Packages, by a class of each, to search with those below them for interfaces that
	 * carry {@link PigatoExchange}, on themselves or on a method. Those with type
	 * parameters are left out: they are there for others to extend.
	 * @return any classes of the packages
	 */
	Class<?>[] basePackageClasses() default {};

	/**
	 * The same by name.
	 * @return names of packages
	 */
	String[] basePackages() default {};

	/** Holds several; not to be written. */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Import(ImportPigatoClientsRegistrar.class)
	@interface Container {

		/**
		 * Each of them.
		 * @return the annotations
		 */
		ImportPigatoClients[] value();

	}

}
