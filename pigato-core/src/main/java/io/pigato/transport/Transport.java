package io.pigato.transport;

/**
 * The engines that can move PIGATO's bytes over TCP. Endpoints of one process
 * ({@code inproc://name}) are the same with each.
 *
 * @since 0.1.0
 */
public enum Transport {

	/** The library JeroMQ, ZeroMQ in Java. */
	JEROMQ

}
