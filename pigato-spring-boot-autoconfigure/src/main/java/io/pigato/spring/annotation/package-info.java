/**
 * What applications write on their beans.
 * <p>
 * May depend on: Spring's core with its hints for native images.
 */
@NullMarked
package io.pigato.spring.annotation;

import org.jspecify.annotations.NullMarked;
