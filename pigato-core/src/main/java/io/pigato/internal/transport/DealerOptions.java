package io.pigato.internal.transport;

import io.pigato.internal.Frame;

/**
 * How a client's or worker's socket is opened.
 *
 * @param endpoint the broker's endpoint
 * @param identity unique for this connection, ASCII, 1 to 255 bytes
 * @param attempt which attempt in a row this is, from 1 on: the more have failed, the
 * more time a connection is given to come about
 * @param limits what the broker may make it hold
 */
public record DealerOptions(Endpoint endpoint, Frame identity, int attempt, TransportLimits limits) {

	/** Checks the bounds. */
	public DealerOptions {
		if (identity.isEmpty() || identity.length() > 255) {
			throw new IllegalArgumentException("An identity has 1 to 255 bytes, not " + identity.length());
		}
		if (attempt < 1) {
			throw new IllegalArgumentException("Attempts count from 1, not " + attempt);
		}
	}

}
