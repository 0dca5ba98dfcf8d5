package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;

/**
 * What all parts of a {@link BrokerState} share.
 *
 * @param config how it is to behave
 * @param deadlines where its times fall due
 * @param outbox where it sends
 * @param listener who is told
 * @param registries what it remembers
 */
record BrokerContext(BrokerConfig config, Deadlines deadlines, BrokerOutbox outbox, BrokerListener listener,
		Registries registries) {

	/** What a broker says it can do. */
	static final Frame EXTENSIONS = Extensions
		.encode(List.of(Extensions.CANCEL, Extensions.ERROR, Extensions.HEARTBEAT));

}
