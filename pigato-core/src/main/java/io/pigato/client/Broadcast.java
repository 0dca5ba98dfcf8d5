package io.pigato.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import io.pigato.PigatoException;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/** One request to each worker of a service, through any client. */
final class Broadcast<T> {

	private final PigatoClient client;

	private final String service;

	private final UnaryOperator<PigatoClient.RequestSpec> request;

	private final PayloadType<T> type;

	private final CompletableFuture<List<BroadcastReply<T>>> result = new CompletableFuture<>();

	Broadcast(PigatoClient client, String service, UnaryOperator<PigatoClient.RequestSpec> request,
			PayloadType<T> type) {
		this.client = client;
		this.service = service;
		this.request = request;
		this.type = type;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the actions do not fail
	CompletableFuture<List<BroadcastReply<T>>> send() {
		CompletableFuture<List<String>> workers = this.client.directory(this.service);
		workers.whenComplete((ids, error) -> {
			if (error == null) {
				askAll(ids);
			}
			else {
				this.result.completeExceptionally(error);
			}
		});
		cancelWithResult(workers);
		return this.result;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the action does not fail
	private void askAll(List<String> ids) {
		List<CompletableFuture<BroadcastReply<T>>> replies = new ArrayList<>(ids.size());
		try {
			ids.forEach((id) -> replies.add(ask(id)));
		}
		catch (Throwable ex) {
			this.result.completeExceptionally(ex);
			return;
		}
		CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new))
			.whenComplete(
					(none, error) -> this.result.complete(replies.stream().map(CompletableFuture::join).toList()));
	}

	private CompletableFuture<BroadcastReply<T>> ask(String id) {
		CompletableFuture<@Nullable T> reply = this.request.apply(this.client.service(this.service))
			.worker(id)
			.retrieve()
			.future(this.type);
		cancelWithResult(reply);
		return reply.handle((value, error) -> new BroadcastReply<>(id, value, asPigatoException(error)));
	}

	/** A result that ends early, by a cancel or an error, ends what is under way. */
	@SuppressWarnings("FutureReturnValueIgnored") // the action does not fail
	private void cancelWithResult(CompletableFuture<?> part) {
		this.result.whenComplete((value, error) -> part.cancel(false));
	}

	private static @Nullable PigatoException asPigatoException(@Nullable Throwable error) {
		if (error == null || error instanceof PigatoException) {
			return (PigatoException) error;
		}
		return new PigatoException("A reply could not be read: " + error.getMessage(), error);
	}

}
