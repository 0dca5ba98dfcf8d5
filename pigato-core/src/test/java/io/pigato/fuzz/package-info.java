/**
 * Coverage-guided fuzzing. A target is a class with a method {@code fuzzerTestOneInput},
 * in the package of what it tries; {@code scripts/fuzz} has a fuzzer look for inputs that
 * reach new code, and each build plays those again that it has found.
 */
@NullMarked
package io.pigato.fuzz;

import org.jspecify.annotations.NullMarked;
