package io.pigato.broker;

import java.time.Duration;

import io.pigato.internal.transport.RouterOptions;
import io.pigato.transport.Transport;

/** What a broker was built with. */
record BrokerSettings(RouterOptions router, Transport transport, BrokerConfig config, BrokerListener listener,
		Duration shutdownGrace) {

}
