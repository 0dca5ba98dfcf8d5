package io.pigato.spring.lifecycle;

import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.event.PigatoClientConnectedEvent;
import io.pigato.spring.event.PigatoClientDisconnectedEvent;

/**
 * Tells the application's own listener, and then makes events of it; of the end of a
 * client that is closed, as soon as it is. Safe for use by any thread.
 */
final class ConnectionEvents implements ClientListener {

	private final PigatoClient client;

	private final ClientListener own;

	private final PigatoEvents events;

	/** As the events have told. */
	private final AtomicBoolean connected = new AtomicBoolean();

	ConnectionEvents(PigatoClient client, ClientListener own, PigatoEvents events) {
		this.client = client;
		this.own = own;
		this.events = events;
	}

	@Override
	public void onStart() {
		this.own.onStart();
	}

	@Override
	public void onConnect() {
		try {
			this.own.onConnect();
		}
		finally {
			// Afterwards, so that a close in this moment cannot tell of the end first
			this.events.publish(new PigatoClientConnectedEvent(this.client));
			this.connected.set(true);
		}
	}

	@Override
	public void onDisconnect(String reason) {
		try {
			this.own.onDisconnect(reason);
		}
		finally {
			ended(reason);
		}
	}

	@Override
	public void onStop() {
		this.own.onStop();
	}

	/**
	 * Publishes that the connection has ended, unless that was told. A client that is
	 * closed says so itself: its listener is told on another thread, and the event is not
	 * left until then, since the embedded broker may be the next to stop.
	 * @param reason for people
	 */
	void ended(String reason) {
		if (this.connected.compareAndSet(true, false)) {
			this.events.publish(new PigatoClientDisconnectedEvent(this.client, reason));
		}
	}

}
