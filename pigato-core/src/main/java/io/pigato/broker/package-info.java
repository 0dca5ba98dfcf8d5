/**
 * Routing between clients and workers.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.transport},
 * {@code io.pigato.internal}; never on client, worker or payload.
 */
@NullMarked
package io.pigato.broker;

import org.jspecify.annotations.NullMarked;
