package io.pigato.spring.event;

import io.pigato.client.PigatoClient;

/**
 * The connection has ended that a {@link PigatoClientConnectedEvent} told of.
 *
 * @since 0.1.0
 */
public final class PigatoClientDisconnectedEvent extends PigatoEvent {

	private static final long serialVersionUID = 1L;

	private final String reason;

	/**
	 * An event.
	 * @param client the client
	 * @param reason why, for people
	 */
	public PigatoClientDisconnectedEvent(PigatoClient client, String reason) {
		super(client);
		this.reason = reason;
	}

	/**
	 * Which client it is.
	 * @return the client as it is injected
	 */
	public PigatoClient getClient() {
		return (PigatoClient) getSource();
	}

	/**
	 * Why it has ended.
	 * @return for people
	 */
	public String getReason() {
		return this.reason;
	}

}
