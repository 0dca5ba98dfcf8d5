package io.pigato.spring.boot.autoconfigure;

import io.pigato.client.PigatoClient;

/** The broker that the properties name. */
record PropertiesPigatoConnectionDetails(String endpoint) implements PigatoConnectionDetails {

	static PropertiesPigatoConnectionDetails of(PigatoProperties properties) {
		MalformedEndpointException.check("pigato.endpoint", properties.endpoint(),
				(endpoint) -> PigatoClient.builder().endpoint(endpoint));
		return new PropertiesPigatoConnectionDetails(properties.endpoint());
	}

	@Override
	public String getEndpoint() {
		return this.endpoint;
	}

}
