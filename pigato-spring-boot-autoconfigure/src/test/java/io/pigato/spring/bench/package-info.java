/** Measures what observations cost. Not part of the build; see {@code scripts}. */
@NullMarked
package io.pigato.spring.bench;

import org.jspecify.annotations.NullMarked;
