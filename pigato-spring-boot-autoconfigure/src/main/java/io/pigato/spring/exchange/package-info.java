/**
 * Interfaces whose methods are requests: what applications write on them, the proxies
 * that send the requests, and what native images need to know of both.
 * <p>
 * May depend on: {@code io.pigato} and its public packages of the client,
 * {@code io.pigato.spring.annotation}, Spring Framework; Reactor in one class alone.
 */
@NullMarked
package io.pigato.spring.exchange;

import org.jspecify.annotations.NullMarked;
