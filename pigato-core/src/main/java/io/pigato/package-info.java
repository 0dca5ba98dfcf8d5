/**
 * The vocabulary that clients, workers and brokers share: exceptions, request options and
 * limits of connections. Nothing here runs.
 * <p>
 * May depend on: the JDK.
 */
@NullMarked
package io.pigato;

import org.jspecify.annotations.NullMarked;
