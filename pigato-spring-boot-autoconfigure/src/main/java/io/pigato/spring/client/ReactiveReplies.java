package io.pigato.spring.client;

import java.util.concurrent.CompletableFuture;

import io.pigato.client.PigatoClient;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Replies in Reactor's types. Each subscription sends a request of its own, with the
 * thread-bound contexts that the subscriber's context has, where Micrometer's context
 * propagation is on the class path.
 *
 * @since 0.1.0
 */
public final class ReactiveReplies {

	private ReactiveReplies() {
	}

	/**
	 * One reply.
	 * @param request asks for it
	 * @param type what to read the reply as
	 * @param <T> what to read the reply as
	 * @return empty if it is JSON's {@code null}
	 */
	public static <T> Mono<T> mono(PigatoClient.ReplySpec request, PayloadType<T> type) {
		return Mono.deferContextual((context) -> Mono.<T>fromFuture(future(request, type, context)));
	}

	/**
	 * A stream of replies.
	 * @param request asks for them
	 * @param type what to read each reply as
	 * @param <T> what to read each reply as
	 * @return the replies, as many as are asked for
	 */
	public static <T> Flux<T> flux(PigatoClient.ReplySpec request, PayloadType<T> type) {
		return Flux.deferContextual((context) -> JdkFlowAdapter.<T>flowPublisherToFlux(
				(subscriber) -> ReactorContexts.run(context, () -> request.publisher(type).subscribe(subscriber))));
	}

	private static <T> CompletableFuture<@Nullable T> future(PigatoClient.ReplySpec request, PayloadType<T> type,
			ContextView context) {
		return ReactorContexts.<CompletableFuture<@Nullable T>>call(context, () -> request.future(type));
	}

}
