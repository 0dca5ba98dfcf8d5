package io.pigato.samples.perf;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.pigato.client.ClientListener;
import io.pigato.client.PigatoClient;

/**
 * A client in this process: one connection, one loop, and one thread for all that replies
 * set off. First the warm-up, then one wave after the other.
 */
final class LocalClient implements Member.Client {

	private static final long PENDING_BYTES = 1L << 30;

	private final String name;

	private final PerfOptions options;

	private final ExecutorService callbacks;

	private final PigatoClient client;

	private final Question question;

	private final Tally warmup = new Tally();

	private final Tally tally = new Tally();

	private final CompletableFuture<String> ready = new CompletableFuture<>();

	private final CompletableFuture<ClientReport> report = new CompletableFuture<>();

	private volatile long begin;

	LocalClient(String name, String endpoint, PerfOptions options) {
		this.name = name;
		this.options = options;
		this.question = Question.of(options);
		this.callbacks = Executors.newSingleThreadExecutor((task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		});
		this.client = PigatoClient.builder()
			.endpoint(endpoint)
			.transport(options.transport)
			.maxPendingBytes(PENDING_BYTES)
			.callbackExecutor(this.callbacks)
			.listener(new ClientListener() {
				@Override
				public void onConnect() {
					LocalClient.this.ready.complete(endpoint);
				}
			})
			.build();
	}

	LocalClient start() {
		Readiness.limit(this.name, this.ready, this.options.connectTimeout, this.client::lastError);
		this.client.start();
		return this;
	}

	@Override
	public void go() {
		int requests = this.options.warmupRequests();
		if (requests == 0) {
			measure();
		}
		else {
			run(requests, this.warmup, this::measure);
		}
	}

	private void measure() {
		this.begin = System.nanoTime();
		wave(1);
	}

	private void wave(int number) {
		run(this.options.requests, this.tally, () -> {
			if (number < this.options.waves) {
				wave(number + 1);
			}
			else {
				this.report.complete(this.tally.report(Duration.ofNanos(System.nanoTime() - this.begin)));
			}
		});
	}

	private void run(int requests, Tally counts, Runnable over) {
		new Wave(this.client, this.question, requests, counts, over).begin(this.options.window);
	}

	@Override
	public long finished() {
		return this.tally.finished();
	}

	@Override
	public long failed() {
		return this.warmup.failed() + this.tally.failed();
	}

	@Override
	public CompletableFuture<ClientReport> report() {
		return this.report;
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
		this.client.close();
		this.callbacks.shutdown();
	}

}
