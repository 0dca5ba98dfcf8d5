package io.pigato.spring.exchange;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import org.springframework.core.ReactiveAdapter;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Replies in reactive types. Each subscription sends a request of its own. */
final class ReactorResults {

	private ReactorResults() {
	}

	static ExchangeResult of(ReactiveAdapter adapter, PayloadType<?> type) {
		return adapter.isMultiValue() ? (request) -> adapter.fromPublisher(flux(request, type))
				: (request) -> adapter.fromPublisher(mono(request, type));
	}

	private static <T> Flux<T> flux(PigatoClient.ReplySpec request, PayloadType<T> type) {
		return Flux.defer(() -> JdkFlowAdapter.flowPublisherToFlux(request.publisher(type)));
	}

	private static <T> Mono<T> mono(PigatoClient.ReplySpec request, PayloadType<T> type) {
		return Mono.fromFuture(() -> request.future(type));
	}

}
