package io.pigato.samples.snippets;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import io.pigato.spring.client.ReactivePigatoClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

// tag::forms[]
@Component
class Forms {

	private final PigatoClient client;

	private final ReactivePigatoClient reactive;

	Forms(PigatoClient client, ReactivePigatoClient reactive) {
		this.client = client;
		this.reactive = reactive;
	}

	String now(String name) {
		return this.client.service("greet")
			.data(name)
			.timeout(Duration.ofSeconds(2))
			.header("language", "en")
			.retrieve()
			.body(String.class);
	}

	CompletableFuture<List<Integer>> later(int from) {
		return this.client.service("numbers").data(from).retrieve().future(new PayloadType<>() {
		});
	}

	int sum(int from) {
		try (Stream<Integer> numbers = this.client.service("countdown").data(from).retrieve().stream(Integer.class)) {
			return numbers.mapToInt(Integer::intValue).sum();
		}
	}

	Flux<Integer> reactive(int from) {
		return this.reactive.service("countdown").data(from).retrieve().flux(Integer.class);
	}

}
// end::forms[]
