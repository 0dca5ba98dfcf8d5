/**
 * Broker, clients and workers that start, stop, pause and restart with an application
 * context: at each start new objects of the core, and the loop that clients and workers
 * share.
 * <p>
 * In order of their phases the broker starts first, then the clients, then the workers,
 * all of them before a web server; they stop in reverse.
 * <p>
 * May depend on: {@code io.pigato} and its public packages,
 * {@code io.pigato.spring.worker}, Spring Framework.
 */
@NullMarked
package io.pigato.spring.lifecycle;

import org.jspecify.annotations.NullMarked;
