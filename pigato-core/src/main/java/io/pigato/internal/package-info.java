/**
 * Values and structures that every layer shares: frames, messages, time. Nothing here
 * runs by itself, knows a socket or reads a clock of its own accord.
 * <p>
 * May depend on: the JDK. Not part of the public API.
 */
@NullMarked
package io.pigato.internal;

import org.jspecify.annotations.NullMarked;
