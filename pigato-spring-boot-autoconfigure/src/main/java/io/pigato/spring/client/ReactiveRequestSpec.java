package io.pigato.spring.client;

import java.time.Duration;

import io.pigato.RequestOptions;
import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;

/** Hands on what a request is to be. */
record ReactiveRequestSpec(String service, PigatoClient.RequestSpec spec) implements ReactivePigatoClient.RequestSpec {

	@Override
	public ReactivePigatoClient.RequestSpec data(@Nullable Object data) {
		this.spec.data(data);
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec options(RequestOptions options) {
		this.spec.options(options);
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec timeout(Duration longestSilence) {
		this.spec.timeout(longestSilence);
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec noTimeout() {
		this.spec.noTimeout();
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec retry() {
		this.spec.retry();
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec noCache() {
		this.spec.noCache();
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec worker(String workerId) {
		this.spec.worker(workerId);
		return this;
	}

	@Override
	public ReactivePigatoClient.RequestSpec header(String name, String value) {
		this.spec.header(name, value);
		return this;
	}

	@Override
	public ReactivePigatoClient.ReplySpec retrieve() {
		return new ReactiveReplySpec(this.service, this.spec.retrieve());
	}

}
