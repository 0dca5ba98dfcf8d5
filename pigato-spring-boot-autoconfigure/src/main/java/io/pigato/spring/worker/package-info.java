/**
 * From methods and beans to services: finds what the application offers, checks it, and
 * turns each method into a {@link io.pigato.worker.RequestHandler}. Nothing here connects
 * to anything.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.payload}, {@code io.pigato.worker},
 * {@code io.pigato.spring.annotation}, Spring Framework; on Jakarta Validation and
 * Reactive Streams in classes that are only used where these are there.
 */
@NullMarked
package io.pigato.spring.worker;

import org.jspecify.annotations.NullMarked;
