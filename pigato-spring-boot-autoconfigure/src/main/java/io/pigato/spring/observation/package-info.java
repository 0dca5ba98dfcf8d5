/**
 * Observations of requests on both sides: metrics and traces by Micrometer, carried in
 * the headers of requests, and contexts of threads for what is called back.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.worker},
 * {@code io.pigato.spring.client}, {@code io.pigato.spring.worker}, Micrometer.
 */
@NullMarked
package io.pigato.spring.observation;

import org.jspecify.annotations.NullMarked;
