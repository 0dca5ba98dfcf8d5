/**
 * What an operator is told when asking whether broker, clients and workers are well. No
 * answer takes long, whatever is stuck.
 * <p>
 * May depend on: {@code io.pigato} and its public packages,
 * {@code io.pigato.spring.lifecycle}, Spring Boot's health contributors.
 */
@NullMarked
package io.pigato.spring.health;

import org.jspecify.annotations.NullMarked;
