package io.pigato.internal.transport;

import java.util.List;

import io.pigato.TcpOptions;

/**
 * How a broker's socket is opened.
 *
 * @param binds endpoints, at least one
 * @param limits what a peer may make it hold
 * @param tcp of each connection, where an engine can
 */
public record RouterOptions(List<Endpoint> binds, TransportLimits limits, TcpOptions tcp) {

	/** Takes a copy of the list. */
	public RouterOptions {
		binds = List.copyOf(binds);
		if (binds.isEmpty()) {
			throw new IllegalArgumentException("A broker needs at least one endpoint to bind");
		}
	}

	/**
	 * Options with the default of TCP's.
	 * @param binds as above
	 * @param limits as above
	 */
	public RouterOptions(List<Endpoint> binds, TransportLimits limits) {
		this(binds, limits, TcpOptions.DEFAULT);
	}

}
