/**
 * What the embedded broker has done, counted for metrics and for people.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.broker}.
 */
@NullMarked
package io.pigato.spring.broker;

import org.jspecify.annotations.NullMarked;
