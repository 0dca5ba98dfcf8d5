package io.pigato.samples.perf;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.pigato.worker.PigatoWorker;
import io.pigato.worker.Reply;
import io.pigato.worker.ServiceRequest;
import io.pigato.worker.WorkerListener;

/** A worker in this process: answers a text with itself and a suffix. */
final class LocalWorker implements Member {

	private static final Duration CACHED = Duration.ofSeconds(100);

	private final String name;

	private final PigatoWorker worker;

	private final PerfOptions options;

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	LocalWorker(String name, String endpoint, PerfOptions options) {
		this.name = name;
		this.options = options;
		this.worker = PigatoWorker.builder()
			.endpoint(endpoint)
			.service(options.service)
			.transport(options.transport)
			.concurrency(options.concurrency)
			.shutdownGrace(Duration.ZERO)
			.listener(new WorkerListener() {
				@Override
				public void onRegister() {
					LocalWorker.this.ready.complete(endpoint);
				}
			})
			.handler(this::answer)
			.build();
	}

	LocalWorker start() {
		Readiness.limit(this.name, this.ready, this.options.connectTimeout, this.worker::lastError);
		this.worker.start();
		return this;
	}

	private void answer(ServiceRequest request, Reply reply) {
		String text = Objects.requireNonNullElse(request.data(String.class), "");
		for (int i = 0; i < this.options.partials; i++) {
			reply.write(text);
		}
		if (this.options.cache == 1) {
			reply.cacheFor(CACHED);
		}
		reply.end(text + Question.SUFFIX);
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
		this.worker.close();
	}

}
