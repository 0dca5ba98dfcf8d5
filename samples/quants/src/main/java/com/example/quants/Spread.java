package com.example.quants;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BinaryOperator;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Has the parts of a computation done by whoever offers the function. */
@Component
@Profile("client")
class Spread {

	private final PigatoClient pigato;

	Spread(PigatoClient pigato) {
		this.pigato = pigato;
	}

	/**
	 * Sends all parts at once; the broker has them wait until a worker is free, and gives
	 * what a lost worker has not finished to another one.
	 */
	<T> T compute(String function, List<Part> parts, PayloadType<T> type, BinaryOperator<T> plus) {
		ProgressBar progress = new ProgressBar(function, parts.size());
		List<CompletableFuture<T>> results = parts.stream().map((part) -> {
			CompletableFuture<T> result = this.pigato.service(function)
				.data(part)
				// The longest silence, and a part is silent while it waits
				.timeout(Duration.ofMinutes(30))
				.retry()
				.retrieve()
				.future(type);
			return result.thenApply((value) -> {
				progress.step();
				return value;
			});
		}).toList();
		// In the order of the parts, so that sums are the same to the last digit
		return results.stream().map(CompletableFuture::join).reduce(plus).orElseThrow();
	}

}
