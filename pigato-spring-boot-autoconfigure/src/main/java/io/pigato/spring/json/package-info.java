/**
 * Payloads by the application's Jackson 3.
 * <p>
 * May depend on: {@code io.pigato}, {@code io.pigato.payload}, Jackson 3.
 */
@NullMarked
package io.pigato.spring.json;

import org.jspecify.annotations.NullMarked;
