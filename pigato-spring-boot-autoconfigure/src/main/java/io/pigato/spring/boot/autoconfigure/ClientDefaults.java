package io.pigato.spring.boot.autoconfigure;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import org.springframework.core.env.Environment;

/** Prepares builders of clients as the properties say. */
record ClientDefaults(PeerSettings peers, PigatoClientProperties properties, Environment environment) {

	void applyTo(PigatoClient.Builder builder) {
		builder.transport(this.peers.transport())
			.codec(this.peers.codec())
			.callbackExecutor(this.peers.threads().callbacks());
		BoundedSettings settings = new BoundedSettings("pigato.client.");
		RequestOptions options = RequestOptions.DEFAULT.withRetry(this.properties.retry());
		settings.apply("request-timeout", this.properties.requestTimeout(),
				(timeout) -> builder.requestOptions(options.withTimeout(timeout)));
		settings.heartbeat(builder::heartbeat, this.properties.heartbeatInterval(),
				this.properties.heartbeatLiveness());
		settings.reconnectDelay(builder::reconnectDelay, this.properties.reconnectDelay(),
				this.properties.reconnectMaxDelay());
		settings.apply("max-pending", this.properties.maxPending(), (size) -> builder.maxPendingBytes(size.toBytes()));
		IdentityPrefix.apply(this.properties.identityPrefix(), this.environment,
				(prefix) -> settings.apply("identity-prefix", prefix, builder::identityPrefix));
	}

}
