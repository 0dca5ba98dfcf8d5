package io.pigato.spring.event;

/**
 * The embedded broker is closed while its context is not: it or its context was stopped,
 * and may be started again. The close of a context is told by Spring's
 * {@link org.springframework.context.event.ContextClosedEvent} alone.
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
