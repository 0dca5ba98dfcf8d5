package io.pigato.spring.event;

import io.pigato.client.PigatoClient;

/**
 * A broker has answered a client on a new connection.
 *
 * @since 0.1.0
 */
public final class PigatoClientConnectedEvent extends PigatoEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * An event.
	 * @param client the client
	 */
	public PigatoClientConnectedEvent(PigatoClient client) {
		super(client);
	}

	/**
	 * Which client it is.
	 * @return the client as it is injected
	 */
	public PigatoClient getClient() {
		return (PigatoClient) getSource();
	}

}
