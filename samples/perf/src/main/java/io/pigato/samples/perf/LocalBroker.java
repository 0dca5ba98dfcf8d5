package io.pigato.samples.perf;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.pigato.PigatoException;
import io.pigato.broker.PigatoBroker;

/** A broker in this process. */
final class LocalBroker implements Member {

	private static final int CACHED_REPLIES = 1000;

	private static final long CACHED_BYTES = 64L * 1024 * 1024;

	private final String name;

	private final PigatoBroker broker;

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	LocalBroker(String name, String endpoint, PerfOptions options) {
		this.name = name;
		PigatoBroker.Builder builder = PigatoBroker.builder()
			.bind(endpoint)
			.transport(options.transport)
			.shutdownGrace(Duration.ZERO);
		this.broker = ((options.cache == 1) ? builder.replyCache(CACHED_REPLIES, CACHED_BYTES) : builder).build();
	}

	LocalBroker start() {
		try {
			this.broker.start();
			this.ready.complete(this.broker.endpoints().get(0));
		}
		catch (PigatoException ex) {
			this.ready.completeExceptionally(new PerfException(this.name + ": " + ex.getMessage(), ex));
		}
		return this;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public CompletableFuture<String> ready() {
		return this.ready;
	}

	@Override
	public CompletableFuture<Void> died() {
		return new CompletableFuture<>();
	}

	@Override
	public void close() {
		this.broker.close();
	}

}
