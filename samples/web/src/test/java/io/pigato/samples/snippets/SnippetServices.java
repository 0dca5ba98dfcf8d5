package io.pigato.samples.snippets;

import java.util.List;
import java.util.stream.Stream;

import io.pigato.spring.annotation.PigatoService;
import io.pigato.worker.ServiceRequest;
import org.springframework.stereotype.Component;

/** Who answers what the README asks. */
@Component
class SnippetServices {

	@PigatoService("greet")
	String greet(String name, ServiceRequest request) {
		return request.headers().getOrDefault("language", "?") + " " + name + " for " + request.headers().get("caller");
	}

	@PigatoService("countdown")
	Stream<Integer> countdown(int from) {
		return Stream.iterate(from, (n) -> n >= 0, (n) -> n - 1);
	}

	@PigatoService("numbers")
	List<Integer> numbers(int from) {
		return countdown(from).toList();
	}

	@PigatoService("stock")
	int stock(String article) {
		return article.length();
	}

}
