package io.pigato.internal.transport;

import java.util.List;

/**
 * How a broker's socket is opened.
 *
 * @param binds endpoints, at least one
 * @param limits what a peer may make it hold
 */
public record RouterOptions(List<Endpoint> binds, TransportLimits limits) {

	/** Takes a copy of the list. */
	public RouterOptions {
		binds = List.copyOf(binds);
		if (binds.isEmpty()) {
			throw new IllegalArgumentException("A broker needs at least one endpoint to bind");
		}
	}

}
