package io.pigato.internal.transport.jeromq;

import io.pigato.internal.transport.EventLoop;
import zmq.SocketBase;
import zmq.ZMQ;

/** What a dealer wants to know of its one connection. */
final class DealerEvents extends SocketEvents {

	private static final int EVENTS = ZMQ.ZMQ_EVENT_CONNECTED | ZMQ.ZMQ_EVENT_CONNECT_RETRIED
			| ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL | ZMQ.ZMQ_EVENT_DISCONNECTED;

	private final SocketBase base;

	private final DealerLink link;

	DealerEvents(EventLoop loop, SocketBase base, DealerLink link) {
		super(loop);
		this.base = base;
		this.link = link;
	}

	void install() {
		this.base.setEventHook(this, EVENTS);
	}

	@Override
	void onEvent(ZMQ.Event event) {
		switch (event.event) {
			case ZMQ.ZMQ_EVENT_CONNECTED -> SocketOptions.neverReconnect(this.base);
			case ZMQ.ZMQ_EVENT_HANDSHAKE_PROTOCOL -> post(this.link::onGreeted);
			case ZMQ.ZMQ_EVENT_DISCONNECTED -> post(this.link::onDisconnected);
			default -> post(this.link::onNotConnected);
		}
	}

}
