/**
 * What Spring Boot configures: properties, where to connect, and the beans for the three
 * roles, each of which backs off when the application brings its own.
 * <p>
 * May depend on: everything else below {@code io.pigato.spring}, the core's public
 * packages, Spring Boot. Nothing depends on it but applications.
 */
@NullMarked
package io.pigato.spring.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
