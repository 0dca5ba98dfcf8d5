/**
 * What clients and workers have in common: keeping one connection to a broker alive, and
 * calling user code in order off the loop.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.internal} with its protocol and
 * transport boundary; not on an engine.
 */
@NullMarked
package io.pigato.internal.peer;

import org.jspecify.annotations.NullMarked;
