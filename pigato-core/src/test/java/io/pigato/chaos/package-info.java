/**
 * Processes that are killed and stopped, connections that are cut and swallowed, closing
 * in every way, and long runs. Each process records what it did; a {@code Checker} folds
 * the records.
 */
@org.jspecify.annotations.NullMarked
package io.pigato.chaos;
