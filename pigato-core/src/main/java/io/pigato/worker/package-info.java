/**
 * Offering a service.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.payload},
 * {@code io.pigato.transport}, {@code io.pigato.internal}; never on client or broker.
 */
@NullMarked
package io.pigato.worker;

import org.jspecify.annotations.NullMarked;
