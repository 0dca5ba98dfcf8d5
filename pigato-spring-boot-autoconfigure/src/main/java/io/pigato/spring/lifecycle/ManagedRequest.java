package io.pigato.spring.lifecycle;

import io.pigato.RequestOptions;
import io.pigato.spring.client.PigatoClientInterceptor;
import org.jspecify.annotations.Nullable;

/** One request on its way through the interceptors. For one thread. */
final class ManagedRequest implements PigatoClientInterceptor.Request {

	private final String service;

	private final @Nullable Object data;

	private RequestOptions options;

	ManagedRequest(String service, @Nullable Object data, RequestOptions options) {
		this.service = service;
		this.data = data;
		this.options = options;
	}

	@Override
	public String service() {
		return this.service;
	}

	@Override
	public @Nullable Object data() {
		return this.data;
	}

	@Override
	public RequestOptions options() {
		return this.options;
	}

	@Override
	public PigatoClientInterceptor.Request options(RequestOptions all) {
		this.options = all;
		return this;
	}

}
