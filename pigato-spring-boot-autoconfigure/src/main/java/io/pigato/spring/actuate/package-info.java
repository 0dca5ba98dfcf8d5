/**
 * The actuator endpoint {@code pigato}: what broker, workers and clients are doing, for
 * people.
 * <p>
 * May depend on: {@code io.pigato} and its public packages,
 * {@code io.pigato.spring.broker}, {@code io.pigato.spring.lifecycle}, Spring Boot's
 * actuator.
 */
@NullMarked
package io.pigato.spring.actuate;

import org.jspecify.annotations.NullMarked;
