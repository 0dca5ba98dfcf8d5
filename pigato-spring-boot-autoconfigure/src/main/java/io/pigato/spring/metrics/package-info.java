/**
 * Meters of the embedded broker. Requests are timed by observations.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.broker},
 * {@code io.pigato.spring.broker}, Micrometer's meters.
 */
@NullMarked
package io.pigato.spring.metrics;

import org.jspecify.annotations.NullMarked;
