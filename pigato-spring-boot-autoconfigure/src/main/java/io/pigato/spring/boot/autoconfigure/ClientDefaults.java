package io.pigato.spring.boot.autoconfigure;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import org.springframework.core.env.Environment;

/** Prepares builders of clients as the properties say. */
record ClientDefaults(PeerSettings peers, PigatoClientProperties properties, Environment environment) {

	void applyTo(PigatoClient.Builder builder) {
		builder.transport(this.peers.transport())
			.codec(this.peers.codec())
			.callbackExecutor(this.peers.threads().callbacks())
			.requestOptions(RequestOptions.DEFAULT.withTimeout(this.properties.requestTimeout())
				.withRetry(this.properties.retry()))
			.heartbeat(this.properties.heartbeatInterval(), this.properties.heartbeatLiveness())
			.reconnectDelay(this.properties.reconnectDelay(), this.properties.reconnectMaxDelay())
			.maxPendingBytes(this.properties.maxPending().toBytes());
		IdentityPrefix.apply(this.properties.identityPrefix(), this.environment, builder::identityPrefix);
	}

}
