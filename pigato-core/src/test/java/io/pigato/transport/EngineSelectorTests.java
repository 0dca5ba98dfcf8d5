package io.pigato.transport;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportEngineContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The engines as clients, workers and brokers get them do what every engine must do. */
@ParameterizedClass
@EnumSource(Transport.class)
class EngineSelectorTests extends TransportEngineContract {

	@Parameter
	Transport transport = Transport.JEROMQ;

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return EngineSelector.create(this.transport, loop);
	}

	@Override
	protected boolean freesIdentitiesAtOnce() {
		return this.transport != Transport.JEROMQ;
	}

}
