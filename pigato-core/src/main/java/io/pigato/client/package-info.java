/**
 * Asking a service and getting its replies.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.payload},
 * {@code io.pigato.transport}, {@code io.pigato.internal}; never on worker or broker.
 */
@NullMarked
package io.pigato.client;

import org.jspecify.annotations.NullMarked;
