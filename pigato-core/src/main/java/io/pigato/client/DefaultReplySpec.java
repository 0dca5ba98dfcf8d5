package io.pigato.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

import io.pigato.PigatoCancelledException;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.payload.PayloadType;
import org.jspecify.annotations.Nullable;

/** Sends a request in each of the forms. */
final class DefaultReplySpec implements PigatoClient.ReplySpec {

	private final DefaultPigatoClient client;

	private final RequestTemplate template;

	DefaultReplySpec(DefaultPigatoClient client, RequestTemplate template) {
		this.client = client;
		this.template = template;
	}

	@Override
	public <T> @Nullable T body(PayloadType<T> type) {
		checkMayWait();
		BlockingReply reply = new BlockingReply();
		PendingRequest request = new PendingRequest(content(false), reply);
		this.client.submit(request);
		try {
			ReplyBody body = reply.await(this.client.patience(), this.client.eventLoop()::isAlive);
			return reader(type).read(body);
		}
		catch (PigatoCancelledException ex) {
			this.client.cancel(request);
			throw ex;
		}
	}

	@Override
	public <T> CompletableFuture<@Nullable T> future(PayloadType<T> type) {
		FutureReply<T> reply = new FutureReply<>(reader(type), this.client.callbackExecutor(), this::checkMayWait);
		PendingRequest request = new PendingRequest(content(false), reply);
		this.client.submit(request);
		return reply.future(() -> this.client.cancel(request));
	}

	@Override
	public <T> Stream<T> stream(PayloadType<T> type) {
		checkMayWait();
		Cancellation cancellation = new Cancellation(this.client);
		ReplyBuffer buffer = new ReplyBuffer(this.client.settings().maxPendingBytes(), cancellation, () -> {
		});
		ReplyStream<T> stream = new ReplyStream<>(reader(type), buffer, this.client.eventLoop()::isAlive, () -> {
			cancellation.run();
			this.client.onLoop(() -> buffer.onError(new PigatoCancelledException("The stream of replies was closed")));
		});
		this.client.submit(cancellation.of(new PendingRequest(content(true), buffer)));
		return stream.stream();
	}

	@Override
	public <T> Flow.Publisher<T> publisher(PayloadType<T> type) {
		PendingRequest.Content content = content(true);
		return (subscriber) -> {
			Cancellation cancellation = new Cancellation(this.client);
			ReplySubscription<T> subscription = new ReplySubscription<>(subscriber, reader(type), this.client,
					cancellation);
			PendingRequest request = cancellation.of(new PendingRequest(content, subscription.buffer()));
			subscriber.onSubscribe(subscription);
			this.client.submit(request);
		};
	}

	@Override
	public <T> RequestHandle callback(PayloadType<T> type, ReplyCallback<? super T> callback) {
		Cancellation cancellation = new Cancellation(this.client);
		CallbackReply<T> reply = new CallbackReply<>(callback, reader(type), this.client, cancellation);
		this.client.submit(cancellation.of(new PendingRequest(content(true), reply.buffer())));
		return reply;
	}

	private PendingRequest.Content content(boolean mayOutlast) {
		return this.client.encoder().encode(this.template, mayOutlast);
	}

	private <T> ReplyReader<T> reader(PayloadType<T> type) {
		return new ReplyReader<>(this.template.service(), type, this.client.settings().conversion().codec());
	}

	private void checkMayWait() {
		if (this.client.eventLoop().inLoop() || CallbackThreads.isCurrent()) {
			throw new IllegalStateException("This thread runs a callback of a client or its loop and must not wait for "
					+ "a reply: use future(…), callback(…) or publisher(…), or continue on a thread of your own (thenApplyAsync)");
		}
	}

	/** Cancels a request that is made after what may cancel it. */
	private static final class Cancellation implements Runnable {

		private final DefaultPigatoClient client;

		private volatile @Nullable PendingRequest request;

		Cancellation(DefaultPigatoClient client) {
			this.client = client;
		}

		PendingRequest of(PendingRequest made) {
			this.request = made;
			return made;
		}

		@Override
		public void run() {
			PendingRequest made = this.request;
			if (made != null) {
				this.client.cancel(made);
			}
		}

	}

}
