package io.pigato.spring.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/** Sends a request with the client that the core has at that moment. */
final class ManagedReplySpec implements PigatoClient.ReplySpec {

	private final ManagedPigatoClient client;

	private final Supplier<PigatoClient.ReplySpec> request;

	ManagedReplySpec(ManagedPigatoClient client, Supplier<PigatoClient.ReplySpec> request) {
		this.client = client;
		this.request = request;
	}

	@Override
	public <T> @Nullable T body(PayloadType<T> type) {
		this.client.checkMayBlock();
		return this.request.get().body(type);
	}

	@Override
	public <T> CompletableFuture<@Nullable T> future(PayloadType<T> type) {
		return this.request.get().future(type);
	}

	@Override
	public <T> Stream<T> stream(PayloadType<T> type) {
		this.client.checkMayBlock();
		return this.request.get().stream(type);
	}

	@Override
	public <T> Flow.Publisher<T> publisher(PayloadType<T> type) {
		return (subscriber) -> this.request.get().publisher(type).subscribe(subscriber);
	}

	@Override
	public <T> RequestHandle callback(PayloadType<T> type, ReplyCallback<? super T> callback) {
		return this.request.get().callback(type, callback);
	}

}
