package io.pigato.internal.transport.zmtp;

import io.pigato.internal.transport.EventLoop;
import io.pigato.internal.transport.PublisherContract;
import io.pigato.internal.transport.TransportEngine;

/** Our own publisher does what every publisher must do. */
class ZmtpPublisherContractTests extends PublisherContract {

	@Override
	protected TransportEngine newEngine(EventLoop owner) {
		return new ZmtpEngine(owner);
	}

}
