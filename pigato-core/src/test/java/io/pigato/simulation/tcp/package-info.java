/**
 * Seeded accidents over real connections: what {@link io.pigato.simulation} leaves out,
 * that is threads, sockets and engines.
 */
@org.jspecify.annotations.NullMarked
package io.pigato.simulation.tcp;
