package io.pigato.spring.event;

import java.util.List;

/**
 * The embedded broker has bound its endpoints.
 *
 * @since 0.1.0
 */
public final class PigatoBrokerStartedEvent extends PigatoEvent {

	private static final long serialVersionUID = 1L;

	private final List<String> endpoints;

	/**
	 * An event.
	 * @param source who runs the broker
	 * @param endpoints where it can be reached
	 */
	public PigatoBrokerStartedEvent(Object source, List<String> endpoints) {
		super(source);
		this.endpoints = List.copyOf(endpoints);
	}

	/**
	 * Where the broker can be reached, ports as they are bound.
	 * @return the in-process endpoint first
	 */
	public List<String> getEndpoints() {
		return this.endpoints;
	}

}
