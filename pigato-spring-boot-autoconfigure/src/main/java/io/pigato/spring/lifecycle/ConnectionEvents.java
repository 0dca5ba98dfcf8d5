package io.pigato.spring.lifecycle;

import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.spring.event.PigatoClientConnectedEvent;
import io.pigato.spring.event.PigatoClientDisconnectedEvent;

/** Tells the application's own listener, and then makes events of it. */
final class ConnectionEvents implements ClientListener {

	private final PigatoClient client;

	private final ClientListener own;

	private final PigatoEvents events;

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
			this.events.publish(new PigatoClientConnectedEvent(this.client));
		}
	}

	@Override
	public void onDisconnect(String reason) {
		try {
			this.own.onDisconnect(reason);
		}
		finally {
			this.events.publish(new PigatoClientDisconnectedEvent(this.client, reason));
		}
	}

	@Override
	public void onStop() {
		this.own.onStop();
	}

}
