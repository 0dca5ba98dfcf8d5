/**
 * The command line of pigato-perf: brokers, workers and clients, and what is measured.
 */
@NullMarked
package io.pigato.samples.perf;

import org.jspecify.annotations.NullMarked;
