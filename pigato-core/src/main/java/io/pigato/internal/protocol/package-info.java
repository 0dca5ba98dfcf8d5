/**
 * PIGATO's wire: which frames make which message. One enum of types, one sealed family of
 * records, one codec; it moves nothing and decides nothing.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal}, Jackson's streaming
 * parser.
 */
@NullMarked
package io.pigato.internal.protocol;

import org.jspecify.annotations.NullMarked;
