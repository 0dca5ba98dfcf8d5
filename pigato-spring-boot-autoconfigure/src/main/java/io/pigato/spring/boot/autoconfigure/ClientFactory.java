package io.pigato.spring.boot.autoconfigure;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import io.pigato.spring.lifecycle.PigatoClientFactory;
import io.pigato.transport.PigatoLoop;
import org.springframework.core.env.Environment;

/** Makes clients as the properties say. */
record ClientFactory(PeerSettings peers, PigatoClientProperties properties,
		Environment environment) implements PigatoClientFactory {

	@Override
	public PigatoClient create(PigatoLoop loop) {
		PigatoClient.Builder builder = PigatoClient.builder()
			.loop(loop)
			.endpoint(this.peers.connectionDetails()::getEndpoint)
			.transport(this.peers.transport())
			.codec(this.peers.codec())
			.callbackExecutor(this.peers.threads().callbacks())
			.requestOptions(RequestOptions.DEFAULT.withTimeout(this.properties.requestTimeout())
				.withRetry(this.properties.retry()))
			.heartbeat(this.properties.heartbeatInterval(), this.properties.heartbeatLiveness())
			.reconnectDelay(this.properties.reconnectDelay(), this.properties.reconnectMaxDelay())
			.maxPendingBytes(this.properties.maxPending().toBytes());
		IdentityPrefix.apply(this.properties.identityPrefix(), this.environment, builder::identityPrefix);
		return builder.build();
	}

}
