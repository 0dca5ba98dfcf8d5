/**
 * Values to bytes and back.
 * <p>
 * May depend on: {@code io.pigato}, Jackson.
 */
@NullMarked
package io.pigato.payload;

import org.jspecify.annotations.NullMarked;
