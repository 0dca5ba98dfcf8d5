package io.pigato.spring.boot.autoconfigure;

/** The embedded broker, in process. */
record EmbeddedPigatoConnectionDetails(EmbeddedEndpoint endpoint) implements PigatoConnectionDetails {

	@Override
	public String getEndpoint() {
		return this.endpoint.text();
	}

}
