package io.pigato.transport;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;

/** Chooses the engine for an endpoint: the one place that names them. */
final class EngineSelector {

	private EngineSelector() {
	}

	static TransportEngine create(Transport transport, EventLoop loop) {
		throw new IllegalStateException("placeholder " + transport + loop);
	}

}
