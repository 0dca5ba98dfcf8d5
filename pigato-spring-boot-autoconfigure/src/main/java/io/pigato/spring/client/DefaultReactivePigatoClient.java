package io.pigato.spring.client;

import io.pigato.client.PigatoClient;

/** Lets another client do the work. */
record DefaultReactivePigatoClient(PigatoClient client) implements ReactivePigatoClient {

	@Override
	public RequestSpec service(String name) {
		return new ReactiveRequestSpec(name, this.client.service(name));
	}

}
