package io.pigato.transport;

/**
 * The engines that can move PIGATO's bytes over TCP. Endpoints of one process
 * ({@code inproc://name}) are the same with each.
 *
 * @since 0.1.0
 */
public enum Transport {

	/**
	 * This project's own engine for ZMTP 3, on the loop's thread: the default. It does
	 * not talk to peers on libzmq 3 or older, which speak ZMTP 1 or 2.
	 */
	ZMTP,

	/**
	 * The library JeroMQ, ZeroMQ in Java. Takes peers that speak ZMTP 1 or 2 too; cannot
	 * bound what a connection takes as closely.
	 */
	JEROMQ

}
