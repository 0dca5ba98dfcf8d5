package io.pigato.client;

import io.pigato.PigatoException;
import io.pigato.PigatoPayloadException;
import io.pigato.internal.peer.SerialCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replies handed to a callback, one call at a time, on the callback executor. */
final class CallbackReply<T> implements RequestHandle {

	private static final Logger logger = LoggerFactory.getLogger(CallbackReply.class);

	private final ReplyCallback<? super T> callback;

	private final ReplyReader<T> reader;

	private final ReplyBuffer buffer;

	private final Runnable cancelRequest;

	private volatile boolean done;

	CallbackReply(ReplyCallback<? super T> callback, ReplyReader<T> reader, DefaultPigatoClient client,
			Runnable cancelRequest) {
		this.callback = callback;
		this.reader = reader;
		this.cancelRequest = cancelRequest;
		SerialCalls calls = new SerialCalls(client.callbackExecutor(), this::deliver);
		this.buffer = new ReplyBuffer(client.settings().maxPendingBytes(), cancelRequest, calls::signal);
	}

	ReplyBuffer buffer() {
		return this.buffer;
	}

	@Override
	public void cancel() {
		if (!this.done) {
			this.done = true;
			this.cancelRequest.run();
		}
	}

	@Override
	public boolean isDone() {
		return this.done;
	}

	private void deliver() {
		while (!this.done) {
			ReplyBuffer.Item item = this.buffer.poll();
			if (item == null) {
				return;
			}
			call(read(item));
		}
	}

	private void call(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			logger.error("A reply callback failed; its request is cancelled", ex);
			cancel();
		}
	}

	/** What is to be called with an item. */
	private Runnable read(ReplyBuffer.Item item) {
		try {
			if (item instanceof ReplyBuffer.Partial partial) {
				@Nullable T value = this.reader.read(partial.data());
				return () -> partial(value);
			}
			if (item instanceof ReplyBuffer.Final last) {
				@Nullable T value = this.reader.read(last.body());
				return last(() -> this.callback.onFinal(value));
			}
			return last(() -> this.callback.onError(((ReplyBuffer.Failure) item).error()));
		}
		catch (Throwable ex) {
			this.cancelRequest.run();
			return last(() -> this.callback.onError(asPigatoException(ex)));
		}
	}

	private void partial(@Nullable T value) {
		if (value != null && !this.done) {
			this.callback.onPartial(value);
		}
	}

	private Runnable last(Runnable call) {
		return () -> {
			if (!this.done) {
				this.done = true;
				call.run();
			}
		};
	}

	private static PigatoException asPigatoException(Throwable error) {
		return (error instanceof PigatoException known) ? known
				: new PigatoPayloadException("A reply could not be read: " + error.getMessage(), error);
	}

}
