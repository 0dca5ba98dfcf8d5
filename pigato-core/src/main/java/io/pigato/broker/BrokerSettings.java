package io.pigato.broker;

import java.time.Duration;
import java.util.List;

import io.pigato.internal.transport.PublisherOptions;
import io.pigato.internal.transport.RouterOptions;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What a broker was built with.
 *
 * @param router where clients and workers reach it
 * @param internalChannel where it publishes its directory, {@code null} for nowhere
 * @param transport the engine
 * @param loop where it runs, {@code null} for one of its own
 * @param config what its state needs to know
 * @param listeners are told what happens, in order
 * @param shutdownGrace how long replies may still pass when it stops
 */
record BrokerSettings(RouterOptions router, @Nullable PublisherOptions internalChannel, Transport transport,
		@Nullable PigatoLoop loop, BrokerConfig config, List<BrokerListener> listeners, Duration shutdownGrace) {

}
