package io.pigato.spring.boot.autoconfigure;

import java.util.function.Supplier;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;

/** Makes brokers as the properties say. */
record BrokerFactory(EmbeddedEndpoint endpoint, PigatoBrokerProperties properties,
		PigatoProperties common) implements Supplier<PigatoBroker> {

	/** Checks the endpoints, so that it is known which of them is malformed. */
	BrokerFactory {
		for (String bind : properties.bind()) {
			MalformedEndpointException.check("pigato.broker.bind", bind, (text) -> PigatoBroker.builder().bind(text));
		}
	}

	@Override
	public PigatoBroker get() {
		return PigatoBroker.builder()
			.bind(Stream.concat(Stream.of(this.endpoint.text()), this.properties.bind().stream())
				.toArray(String[]::new))
			.transport(this.common.transport())
			.heartbeat(this.properties.heartbeatInterval(), this.properties.heartbeatLiveness())
			.shutdownGrace(this.properties.shutdownGrace())
			.build();
	}

}
