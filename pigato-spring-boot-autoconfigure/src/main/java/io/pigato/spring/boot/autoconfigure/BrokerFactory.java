package io.pigato.spring.boot.autoconfigure;

import java.util.List;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.spring.lifecycle.PigatoBrokerFactory;
import io.pigato.transport.PigatoLoop;
import org.jspecify.annotations.Nullable;

/** Makes brokers as the properties say, and then the application's customizers. */
record BrokerFactory(EmbeddedEndpoint endpoint, PigatoBrokerProperties properties, PigatoProperties common,
		List<PigatoBrokerBuilderCustomizer> customizers) implements PigatoBrokerFactory {

	/** Checks the endpoints, so that it is known which of them is malformed. */
	BrokerFactory {
		for (String bind : properties.bind()) {
			MalformedEndpointException.check("pigato.broker.bind", bind, (text) -> PigatoBroker.builder().bind(text));
		}
		String channel = properties.internalChannel();
		if (channel != null) {
			MalformedEndpointException.check("pigato.broker.internal-channel", channel,
					(text) -> PigatoBroker.builder().internalChannel(text));
		}
	}

	@Override
	public PigatoBroker create(@Nullable PigatoLoop loop) {
		PigatoBroker.Builder builder = PigatoBroker.builder();
		if (loop != null) {
			builder.loop(loop);
		}
		builder
			.bind(Stream.concat(Stream.of(this.endpoint.text()), this.properties.bind().stream())
				.toArray(String[]::new))
			.transport(this.common.transport())
			.dispatch(this.properties.dispatch().strategy())
			.availability(this.properties.availability())
			.limits(BrokerSettings.limits(this.properties.limits()))
			.connectionLimits(BrokerSettings.connectionLimits(this.properties.limits()))
			.tcp(BrokerSettings.tcp(this.properties.tcp()));
		applyBounded(builder);
		String channel = this.properties.internalChannel();
		if (channel != null) {
			builder.internalChannel(channel);
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private void applyBounded(PigatoBroker.Builder builder) {
		BoundedSettings settings = new BoundedSettings("pigato.broker.");
		settings.heartbeat(builder::heartbeat, this.properties.heartbeatInterval(),
				this.properties.heartbeatLiveness());
		settings.apply("shutdown-grace", this.properties.shutdownGrace(), builder::shutdownGrace);
		PigatoBrokerProperties.Cache cache = this.properties.cache();
		settings.apply("cache.max-entries", cache.maxEntries(), (entries) -> builder.replyCache(entries, 0));
		settings.apply("cache.max-size", cache.maxSize(),
				(size) -> builder.replyCache(cache.maxEntries(), size.toBytes()));
	}

}
