package io.pigato.internal.transport.jeromq;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportEngineContract;
import org.junit.jupiter.api.Tag;

/** The engine on JeroMQ does what every engine must do. */
@Tag("jeromq")
class JeroMqEngineTests extends TransportEngineContract {

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return new JeroMqEngine(loop);
	}

	@Override
	protected boolean freesIdentitiesAtOnce() {
		return false;
	}

}
