package io.pigato.spring.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.pigato.RequestOptions;
import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadCodec;
import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * Collects the settings of a client that lives with the context: each start makes a
 * client of the core with them.
 */
final class ManagedPigatoClientBuilder implements PigatoClient.Builder {

	private final PigatoClientLifecycle lifecycle;

	private final PigatoClientSetup setup;

	private final List<Consumer<PigatoClient.Builder>> steps = new ArrayList<>();

	/** Refuses at once what the core would refuse at the start. */
	private final PigatoClient.Builder check = PigatoClient.builder();

	private Runnable blockingCheck;

	private RequestOptions requestOptions = RequestOptions.DEFAULT;

	private ClientListener listener = new ClientListener() {
	};

	ManagedPigatoClientBuilder(PigatoClientLifecycle lifecycle, PigatoClientSetup setup) {
		this.lifecycle = lifecycle;
		this.setup = setup;
		this.blockingCheck = setup.blockingCheck();
	}

	@Override
	public PigatoClient.Builder endpoint(String endpoint) {
		this.blockingCheck = ManagedPigatoClientBuilder::anywhere;
		return add((builder) -> builder.endpoint(endpoint));
	}

	@Override
	public PigatoClient.Builder endpoint(Supplier<String> endpoint) {
		this.blockingCheck = ManagedPigatoClientBuilder::anywhere;
		return add((builder) -> builder.endpoint(endpoint));
	}

	@Override
	public PigatoClient.Builder loop(PigatoLoop loop) {
		return add((builder) -> builder.loop(loop));
	}

	@Override
	public PigatoClient.Builder transport(Transport transport) {
		return add((builder) -> builder.transport(transport));
	}

	@Override
	public PigatoClient.Builder codec(PayloadCodec codec) {
		return add((builder) -> builder.codec(codec));
	}

	@Override
	public PigatoClient.Builder callbackExecutor(Executor executor) {
		return add((builder) -> builder.callbackExecutor(executor));
	}

	@Override
	public PigatoClient.Builder identityPrefix(String prefix) {
		return add((builder) -> builder.identityPrefix(prefix));
	}

	@Override
	public PigatoClient.Builder requestOptions(RequestOptions options) {
		this.requestOptions = options;
		return add((builder) -> builder.requestOptions(options));
	}

	@Override
	public PigatoClient.Builder heartbeat(Duration interval, int liveness) {
		return add((builder) -> builder.heartbeat(interval, liveness));
	}

	@Override
	public PigatoClient.Builder reconnectDelay(Duration first, Duration most) {
		return add((builder) -> builder.reconnectDelay(first, most));
	}

	@Override
	public PigatoClient.Builder maxPendingBytes(long bytes) {
		return add((builder) -> builder.maxPendingBytes(bytes));
	}

	@Override
	public PigatoClient.Builder listener(ClientListener own) {
		this.listener = own;
		return this;
	}

	@Override
	public PigatoClient build() {
		List<Consumer<PigatoClient.Builder>> all = List.copyOf(this.steps);
		Supplier<String> endpoint = this.setup.endpoint();
		PigatoClientFactory factory = (loop, told) -> {
			PigatoClient.Builder builder = PigatoClient.builder().loop(loop).endpoint(endpoint).listener(told);
			all.forEach((step) -> step.accept(builder));
			return builder.build();
		};
		return this.lifecycle.manage(factory, new ManagedClientSettings(this.requestOptions, this.blockingCheck,
				new Interceptions(this.setup.interceptors()), this.listener, this.setup.events()));
	}

	private PigatoClient.Builder add(Consumer<PigatoClient.Builder> step) {
		step.accept(this.check);
		this.steps.add(step);
		return this;
	}

	private static void anywhere() {
		// a broker elsewhere may be there at any time
	}

}
