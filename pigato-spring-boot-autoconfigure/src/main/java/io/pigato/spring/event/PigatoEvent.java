package io.pigato.spring.event;

import org.springframework.context.ApplicationEvent;

/**
 * Something happened to the broker or a client of this application.
 *
 * @since 0.1.0
 */
public abstract class PigatoEvent extends ApplicationEvent {

	private static final long serialVersionUID = 1L;

	PigatoEvent(Object source) {
		super(source);
	}

}
