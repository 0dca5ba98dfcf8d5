package io.pigato.spring.boot.autoconfigure;

/**
 * Which generation of Jackson reads and writes payloads.
 *
 * @since 0.1.0
 */
public enum PreferredJsonMapper {

	/** Jackson 3, by the application's {@code tools.jackson} mapper. */
	JACKSON,

	/**
	 * Jackson 2, by the application's {@code com.fasterxml} mapper or, if it has none, by
	 * one of PIGATO's own.
	 */
	JACKSON2

}
