package io.pigato.transport;

import java.util.function.Function;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.jeromq.JeroMqEngine;
import io.pigato.internal.transport.zmtp.ZmtpEngine;

/** Chooses the engine for a transport: the one place that names them. */
final class EngineSelector {

	private EngineSelector() {
	}

	/**
	 * An engine for all endpoints: those of TCP on the chosen one.
	 * @param transport which moves the bytes of TCP
	 * @param loop where its sockets live
	 * @return a new engine
	 */
	static TransportEngine create(Transport transport, EventLoop loop) {
		return SelectingEngine.create(loop, tcpEngine(transport));
	}

	private static Function<EventLoop, TransportEngine> tcpEngine(Transport transport) {
		return switch (transport) {
			case JEROMQ -> JeroMqEngine::new;
			case ZMTP -> ZmtpEngine::new;
		};
	}

}
