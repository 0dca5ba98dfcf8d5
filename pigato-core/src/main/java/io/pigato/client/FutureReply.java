package io.pigato.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.pigato.PigatoException;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;
import org.jspecify.annotations.Nullable;

/** A final reply as a future, completed by callbacks. */
final class FutureReply<T> implements ReplySink {

	private final CompletableFuture<@Nullable T> future;

	private final ReplyReader<T> reader;

	private final Executor callbacks;

	private volatile boolean over;

	FutureReply(ReplyReader<T> reader, Executor callbacks, Runnable mayWait) {
		this.future = new ReplyFuture<>(mayWait);
		this.reader = reader;
		this.callbacks = callbacks;
	}

	/** The future; however it is completed before the reply, the request is cancelled. */
	@SuppressWarnings("FutureReturnValueIgnored") // the action does not fail
	CompletableFuture<@Nullable T> future(Runnable cancel) {
		this.future.whenComplete((value, error) -> {
			if (!this.over) {
				cancel.run();
			}
		});
		return this.future;
	}

	@Override
	public void onPartial(Frame data) {
		// whoever asks for one value has no use for partials
	}

	@Override
	public void onReply(ReplyBody body) {
		this.over = true;
		this.callbacks.execute(() -> complete(body));
	}

	@Override
	public void onError(PigatoException error) {
		this.over = true;
		this.callbacks.execute(() -> this.future.completeExceptionally(error));
	}

	private void complete(ReplyBody body) {
		try {
			this.future.complete(this.reader.read(body));
		}
		catch (Throwable ex) {
			this.future.completeExceptionally(ex);
		}
	}

}
