package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

	private final List<Function<PigatoClient.RequestSpec, PigatoClient.RequestSpec>> steps = new ArrayList<>(4);

	ManagedRequestSpec(ManagedPigatoClient client, String service) {
		this.client = client;
		this.service = service;
	}

	@Override
	public PigatoClient.RequestSpec data(@Nullable Object data) {
		return add((spec) -> spec.data(data));
	}

	@Override
	public PigatoClient.RequestSpec options(RequestOptions options) {
		return add((spec) -> spec.options(options));
	}

	@Override
	public PigatoClient.RequestSpec timeout(Duration longestSilence) {
		return add((spec) -> spec.timeout(longestSilence));
	}

	@Override
	public PigatoClient.RequestSpec noTimeout() {
		return add(PigatoClient.RequestSpec::noTimeout);
	}

	@Override
	public PigatoClient.RequestSpec retry() {
		return add(PigatoClient.RequestSpec::retry);
	}

	@Override
	public PigatoClient.RequestSpec noCache() {
		return add(PigatoClient.RequestSpec::noCache);
	}

	@Override
	public PigatoClient.RequestSpec worker(String workerId) {
		return add((spec) -> spec.worker(workerId));
	}

	@Override
	public PigatoClient.RequestSpec header(String name, String value) {
		return add((spec) -> spec.header(name, value));
	}

	@Override
	public PigatoClient.ReplySpec retrieve() {
		List<Function<PigatoClient.RequestSpec, PigatoClient.RequestSpec>> all = List.copyOf(this.steps);
		return new ManagedReplySpec(this.client, () -> this.client.prepare(this.service, all).retrieve());
	}

	private PigatoClient.RequestSpec add(Function<PigatoClient.RequestSpec, PigatoClient.RequestSpec> step) {
		this.steps.add(step);
		return this;
	}

}
