package io.pigato.samples.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.BroadcastReply;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.worker.PigatoWorker;

/** What docs/migration.md shows of the core. */
final class WithoutSpring {

	private WithoutSpring() {
	}

	// tag::broker[]
	static PigatoBroker broker(String endpoint) {
		PigatoBroker broker = PigatoBroker.builder().bind(endpoint).build();
		broker.start();
		return broker;
	}
	// end::broker[]

	// tag::worker[]
	static PigatoWorker lines(String endpoint) {
		PigatoWorker worker = PigatoWorker.builder()
			.endpoint(endpoint)
			.service("lines")
			.concurrency(20)
			.handler((request, reply) -> {
				try (Stream<String> lines = Files.lines(Path.of(request.data(String.class)))) {
					lines.takeWhile((line) -> reply.isActive()).forEach(reply::write);
				}
				reply.end("that is all");
			})
			.build();
		worker.start();
		return worker;
	}
	// end::worker[]

	// tag::client[]
	static List<String> all(PigatoClient client, Path file) {
		try (Stream<String> lines = client.service("lines")
			.data(file.toString())
			.timeout(Duration.ofMinutes(2))
			.retrieve()
			.stream(String.class)) {
			return lines.toList();
		}
	}

	static RequestHandle each(PigatoClient client, Path file, ReplyCallback<String> callback) {
		return client.service("lines").data(file.toString()).retry().retrieve().callback(String.class, callback);
	}

	static CompletableFuture<List<BroadcastReply<String>>> everybody(PigatoClient client, Path file) {
		return client.broadcast("lines", file.toString(), String.class);
	}
	// end::client[]

}
