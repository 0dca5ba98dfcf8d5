package io.pigato.spring.client;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sends a request for each subscription; an error's trace names the service. */
record ReactiveReplySpec(String service, PigatoClient.ReplySpec replies) implements ReactivePigatoClient.ReplySpec {

	@Override
	public <T> Mono<T> mono(PayloadType<T> type) {
		return ReactiveReplies.mono(this.replies, type).checkpoint(description());
	}

	@Override
	public <T> Flux<T> flux(PayloadType<T> type) {
		return ReactiveReplies.flux(this.replies, type).checkpoint(description());
	}

	private String description() {
		return "Request to PIGATO service '" + this.service + "' [ReactivePigatoClient]";
	}

}
