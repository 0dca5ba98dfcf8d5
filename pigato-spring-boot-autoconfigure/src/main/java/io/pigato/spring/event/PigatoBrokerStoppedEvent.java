package io.pigato.spring.event;

/**
 * The embedded broker is closed.
 *
 * @since 0.1.0
 */
public final class PigatoBrokerStoppedEvent extends PigatoEvent {

	private static final long serialVersionUID = 1L;

	/**
	 * An event.
	 * @param source who ran the broker
	 */
	public PigatoBrokerStoppedEvent(Object source) {
		super(source);
	}

}
