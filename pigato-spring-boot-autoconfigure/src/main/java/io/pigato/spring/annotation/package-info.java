/**
 * What applications write on their beans.
 * <p>
 * May depend on: Spring's annotation support.
 */
@NullMarked
package io.pigato.spring.annotation;

import org.jspecify.annotations.NullMarked;
