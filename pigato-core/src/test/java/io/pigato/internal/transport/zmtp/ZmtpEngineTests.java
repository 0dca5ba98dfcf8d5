package io.pigato.internal.transport.zmtp;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.TransportEngine;
import io.pigato.internal.transport.TransportEngineContract;

/** Our own engine does what every engine must do. */
class ZmtpEngineTests extends TransportEngineContract {

	@Override
	protected TransportEngine newEngine(EventLoop loop) {
		return new ZmtpEngine(loop);
	}

}
