package io.pigato.transport;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportEngineContract;

/** The engines as clients, workers and brokers get them do what every engine must do. */
class EngineSelectorTests extends TransportEngineContract {

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return EngineSelector.create(Transport.JEROMQ, loop);
	}

}
