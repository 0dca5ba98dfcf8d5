package io.pigato.client;

import java.util.Set;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;

/**
 * What the broker of the present connection can do.
 *
 * @param known whether it has said so yet
 * @param extended whether it knows extensions at all; a Node.js broker does not
 * @param cancel whether it takes cancels
 */
record BrokerTraits(boolean known, boolean extended, boolean cancel) {

	static final BrokerTraits UNKNOWN = new BrokerTraits(false, false, false);

	static BrokerTraits of(Frame extensions) {
		Set<String> names = Extensions.decode(extensions);
		return new BrokerTraits(true, !names.isEmpty(), names.contains(Extensions.CANCEL));
	}

}
