package io.pigato.spring.lifecycle;

import java.time.Duration;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a request is to be, until it is sent: by the client that the core has
 * then.
 */
final class ManagedRequestSpec implements PigatoClient.RequestSpec {

	private final ManagedPigatoClient client;

	private final String service;

	private @Nullable Object data;

	private RequestOptions options;

	ManagedRequestSpec(ManagedPigatoClient client, String service, RequestOptions options) {
		this.client = client;
		this.service = service;
		this.options = options;
	}

	@Override
	public PigatoClient.RequestSpec data(@Nullable Object value) {
		this.data = value;
		return this;
	}

	@Override
	public PigatoClient.RequestSpec options(RequestOptions all) {
		this.options = all;
		return this;
	}

	@Override
	public PigatoClient.RequestSpec timeout(Duration longestSilence) {
		return options(this.options.withTimeout(longestSilence));
	}

	@Override
	public PigatoClient.RequestSpec noTimeout() {
		return options(this.options.withoutTimeout());
	}

	@Override
	public PigatoClient.RequestSpec retry() {
		return options(this.options.withRetry(true));
	}

	@Override
	public PigatoClient.RequestSpec noCache() {
		return options(this.options.withNoCache(true));
	}

	@Override
	public PigatoClient.RequestSpec worker(String workerId) {
		return options(this.options.withWorkerId(workerId));
	}

	@Override
	public PigatoClient.RequestSpec header(String name, String value) {
		return options(this.options.withHeader(name, value));
	}

	@Override
	public PigatoClient.ReplySpec retrieve() {
		Object payload = this.data;
		RequestOptions all = this.options;
		return new ManagedReplySpec(this.client, () -> new ManagedRequest(this.service, payload, all));
	}

}
