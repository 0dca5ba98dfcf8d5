/**
 * What a Spring application adds to the core's client: interceptors of its requests,
 * customizers of its builders, and Reactor's types in place of futures and publishers.
 * <p>
 * May depend on: {@code io.pigato} and its public packages of the client, Reactor (in the
 * reactive client alone).
 */
@NullMarked
package io.pigato.spring.client;

import org.jspecify.annotations.NullMarked;
