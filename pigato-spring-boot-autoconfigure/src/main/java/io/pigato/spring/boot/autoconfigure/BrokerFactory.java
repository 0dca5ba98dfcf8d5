package io.pigato.spring.boot.autoconfigure;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;

/** Makes brokers as the properties say, and then the application's customizers. */
record BrokerFactory(EmbeddedEndpoint endpoint, PigatoBrokerProperties properties, PigatoProperties common,
		List<PigatoBrokerBuilderCustomizer> customizers) implements Supplier<PigatoBroker> {

	/** Checks the endpoints, so that it is known which of them is malformed. */
	BrokerFactory {
		for (String bind : properties.bind()) {
			MalformedEndpointException.check("pigato.broker.bind", bind, (text) -> PigatoBroker.builder().bind(text));
		}
	}

	@Override
	public PigatoBroker get() {
		PigatoBroker.Builder builder = PigatoBroker.builder()
			.bind(Stream.concat(Stream.of(this.endpoint.text()), this.properties.bind().stream())
				.toArray(String[]::new))
			.transport(this.common.transport())
			.heartbeat(this.properties.heartbeatInterval(), this.properties.heartbeatLiveness())
			.dispatch(this.properties.dispatch().strategy())
			.availability(this.properties.availability())
			.replyCache(this.properties.cache().maxEntries(), this.properties.cache().maxSize().toBytes())
			.limits(this.properties.limits().toBrokerLimits())
			.shutdownGrace(this.properties.shutdownGrace());
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

}
