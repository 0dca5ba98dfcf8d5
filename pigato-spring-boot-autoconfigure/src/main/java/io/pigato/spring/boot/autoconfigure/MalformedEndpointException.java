package io.pigato.spring.boot.autoconfigure;

import java.util.function.Consumer;

import io.pigato.PigatoException;

/** A property holds what is no endpoint. */
class MalformedEndpointException extends PigatoException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final String value;

	MalformedEndpointException(String property, String value, IllegalArgumentException cause) {
		super("Property " + property + ": " + cause.getMessage(), cause);
		this.property = property;
		this.value = value;
	}

	/**
	 * Lets the core check an endpoint.
	 * @param property where it comes from
	 * @param endpoint the endpoint
	 * @param check throws {@link IllegalArgumentException} if it is none
	 * @throws MalformedEndpointException if it is none
	 */
	static void check(String property, String endpoint, Consumer<String> check) {
		try {
			check.accept(endpoint);
		}
		catch (IllegalArgumentException ex) {
			throw new MalformedEndpointException(property, endpoint, ex);
		}
	}

	String property() {
		return this.property;
	}

	String value() {
		return this.value;
	}

}
