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

/**
 * Sends a request with the client that the core has at that moment, past the
 * interceptors.
 */
final class ManagedReplySpec implements PigatoClient.ReplySpec {

	private final ManagedPigatoClient client;

	private final Supplier<ManagedRequest> requests;

	ManagedReplySpec(ManagedPigatoClient client, Supplier<ManagedRequest> requests) {
		this.client = client;
		this.requests = requests;
	}

	@Override
	public <T> @Nullable T body(PayloadType<T> type) {
		this.client.checkMayBlock();
		return this.<@Nullable T>send((core, outcome) -> {
			T value = core.body(type);
			outcome.succeeded();
			return value;
		});
	}

	@Override
	public <T> CompletableFuture<@Nullable T> future(PayloadType<T> type) {
		return this.<CompletableFuture<@Nullable T>>send((core, outcome) -> {
			CompletableFuture<@Nullable T> future = core.future(type);
			CompletableFuture<@Nullable T> told = outcome.isObserved() ? HandedOverFuture.of(future, outcome) : future;
			return this.client.mayBlock() ? told : EarlyFuture.of(told, this.client::checkMayBlock);
		});
	}

	@Override
	public <T> Stream<T> stream(PayloadType<T> type) {
		this.client.checkMayBlock();
		return send((core, outcome) -> {
			Stream<T> stream = core.stream(type);
			return outcome.isObserved() ? ObservedStream.of(stream, outcome) : stream;
		});
	}

	@Override
	public <T> Flow.Publisher<T> publisher(PayloadType<T> type) {
		return (subscriber) -> subscribe(type, subscriber);
	}

	@Override
	public <T> RequestHandle callback(PayloadType<T> type, ReplyCallback<? super T> callback) {
		return send((core, outcome) -> {
			if (!outcome.isObserved()) {
				return core.callback(type, callback);
			}
			ObservedCallback<T> observed = new ObservedCallback<>(callback, outcome);
			return observed.handle(core.callback(type, observed));
		});
	}

	private <T> void subscribe(PayloadType<T> type, Flow.Subscriber<? super T> subscriber) {
		Flow.Publisher<T> publisher;
		try {
			publisher = send((core, outcome) -> observed(core.publisher(type), outcome));
		}
		catch (Throwable ex) {
			RefusedSubscription.refuse(subscriber, ex);
			return;
		}
		publisher.subscribe(subscriber);
	}

	private <R extends @Nullable Object> R send(Form<R> form) {
		ManagedRequest request = this.requests.get();
		ObservedOutcome outcome = this.client.interceptions().begin(request);
		try {
			return form.send(this.client.prepare(request), outcome);
		}
		catch (Throwable ex) {
			outcome.failed(ex);
			throw ex;
		}
	}

	private static <T> Flow.Publisher<T> observed(Flow.Publisher<T> publisher, ObservedOutcome outcome) {
		return outcome.isObserved() ? (subscriber) -> publisher.subscribe(new ObservedSubscriber<>(subscriber, outcome))
				: publisher;
	}

	/** One way to ask for a reply. */
	@FunctionalInterface
	private interface Form<R extends @Nullable Object> {

		R send(PigatoClient.ReplySpec core, ObservedOutcome outcome);

	}

}
