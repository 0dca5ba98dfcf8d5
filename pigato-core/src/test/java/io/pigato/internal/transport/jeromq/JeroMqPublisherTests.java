package io.pigato.internal.transport.jeromq;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherContract;
import io.pigato.internal.transport.TransportEngine;
import org.junit.jupiter.api.Tag;

@Tag("jeromq")
class JeroMqPublisherTests extends PublisherContract {

	@Override
	protected TransportEngine newEngine(EventLoop owner) {
		return new JeroMqEngine(owner);
	}

}
