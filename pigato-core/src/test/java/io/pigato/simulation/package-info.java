/**
 * Brokers, workers and clients as pure objects on a simulated network with a simulated
 * clock, in one thread, from a seed: what fails once fails again.
 */
@NullMarked
package io.pigato.simulation;

import org.jspecify.annotations.NullMarked;
