package io.pigato.internal.transport;

import java.util.function.Supplier;

import io.pigato.internal.Frame;

/**
 * How a client's or worker's socket is opened.
 *
 * @param endpoint the broker's endpoint
 * @param identity unique for this connection, ASCII, 1 to 255 bytes
 * @param attempt which attempt in a row this is, from 1 on: the more have failed, the
 * more time a connection is given to come about
 * @param limits what the broker may make it hold
 * @param spareIdentities further ones, as good as the first: an engine that tries again
 * to connect takes one, since a broker may have got to know the first and not have
 * noticed that its connection came to nothing
 */
public record DealerOptions(Endpoint endpoint, Frame identity, int attempt, TransportLimits limits,
		Supplier<Frame> spareIdentities) {

	/** Checks the bounds. */
	public DealerOptions {
		if (identity.isEmpty() || identity.length() > 255) {
			throw new IllegalArgumentException("An identity has 1 to 255 bytes, not " + identity.length());
		}
		if (attempt < 1) {
			throw new IllegalArgumentException("Attempts count from 1, not " + attempt);
		}
	}

	/**
	 * Options with one identity for all tries.
	 * @param endpoint the broker's endpoint
	 * @param identity as above
	 * @param attempt as above
	 * @param limits as above
	 */
	public DealerOptions(Endpoint endpoint, Frame identity, int attempt, TransportLimits limits) {
		this(endpoint, identity, attempt, limits, () -> identity);
	}

	/**
	 * The same for one more try.
	 * @return a copy with a spare identity
	 */
	public DealerOptions again() {
		return new DealerOptions(this.endpoint, this.spareIdentities.get(), this.attempt, this.limits,
				this.spareIdentities);
	}

}
