package io.pigato.client;

import java.time.Duration;

import io.pigato.RequestOptions;
import org.jspecify.annotations.Nullable;

/** Collects what a request is to be. */
final class DefaultRequestSpec implements PigatoClient.RequestSpec {

	private final DefaultPigatoClient client;

	private final String service;

	private @Nullable Object data;

	private RequestOptions options;

	DefaultRequestSpec(DefaultPigatoClient client, String service) {
		if (service.isEmpty()) {
			throw new IllegalArgumentException("A service has a name: it must not be empty");
		}
		this.client = client;
		this.service = service;
		this.options = client.settings().requestOptions();
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
		return new DefaultReplySpec(this.client, new RequestTemplate(this.service, this.data, this.options));
	}

}
