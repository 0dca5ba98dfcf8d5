package io.pigato.spring.exchange;

import io.pigato.payload.PayloadType;
import io.pigato.spring.client.ReactiveReplies;
import org.springframework.core.ReactiveAdapter;

/** Replies in reactive types. Each subscription sends a request of its own. */
final class ReactorResults {

	private ReactorResults() {
	}

	static ExchangeResult of(ReactiveAdapter adapter, PayloadType<?> type) {
		return adapter.isMultiValue() ? (request) -> adapter.fromPublisher(ReactiveReplies.flux(request, type))
				: (request) -> adapter.fromPublisher(ReactiveReplies.mono(request, type));
	}

}
