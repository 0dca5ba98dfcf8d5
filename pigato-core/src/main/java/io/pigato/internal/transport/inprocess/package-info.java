/**
 * Endpoints within one JVM: messages are handed from one loop to another, or to the same,
 * by reference, with the promises and the bounds of a connection. The same whichever
 * engine moves the bytes of TCP. What was accepted is with the receiver already, so that
 * a linger has nothing to wait for.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal},
 * {@code io.pigato.internal.transport}.
 */
@NullMarked
package io.pigato.internal.transport.inprocess;

import org.jspecify.annotations.NullMarked;
