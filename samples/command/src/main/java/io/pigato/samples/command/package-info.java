/**
 * The command {@code pigato}: {@code ls}, {@code call} and {@code doctor}.
 */
@NullMarked
package io.pigato.samples.command;

import org.jspecify.annotations.NullMarked;
