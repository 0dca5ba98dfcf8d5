package io.pigato.spring.worker;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Captures what is bound to the thread into the context of a reactive result, so that
 * requests that it sends itself belong to the same trace. Without Micrometer's context
 * propagation there is nothing to capture.
 */
final class ReactorCapture {

	private ReactorCapture() {
	}

	static Publisher<Object> of(Publisher<Object> publisher) {
		if (publisher instanceof Mono<Object> mono) {
			return mono.contextCapture();
		}
		return (publisher instanceof Flux<Object> flux) ? flux.contextCapture() : publisher;
	}

}
