/**
 * Which engine moves the bytes, and the loop that clients and workers may share. The one
 * place that knows the engines by name.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal},
 * {@code io.pigato.internal.transport} and the engines below it.
 */
@NullMarked
package io.pigato.transport;

import org.jspecify.annotations.NullMarked;
