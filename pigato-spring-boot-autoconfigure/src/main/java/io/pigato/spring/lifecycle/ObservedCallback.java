package io.pigato.spring.lifecycle;

import io.pigato.PigatoException;
import io.pigato.client.ReplyCallback;
import io.pigato.client.RequestHandle;
import org.jspecify.annotations.Nullable;

/** Hands replies on and tells interceptors of them. */
record ObservedCallback<T>(ReplyCallback<? super T> callback, ObservedOutcome outcome) implements ReplyCallback<T> {

	@Override
	public void onPartial(T value) {
		this.outcome.partial();
		observed(() -> this.outcome.handOver(() -> this.callback.onPartial(value)));
	}

	@Override
	public void onFinal(@Nullable T value) {
		this.outcome.succeeded();
		this.outcome.handOver(() -> this.callback.onFinal(value));
	}

	@Override
	public void onError(PigatoException error) {
		this.outcome.failed(error);
		this.outcome.handOver(() -> this.callback.onError(error));
	}

	/** The handle of the request, whose cancelling is told too. */
	RequestHandle handle(RequestHandle handle) {
		ObservedOutcome observed = this.outcome;
		return new RequestHandle() {

			@Override
			public void cancel() {
				handle.cancel();
				observed.cancelled();
			}

			@Override
			public boolean isDone() {
				return handle.isDone();
			}

		};
	}

	/** A callback that fails ends its request, and nothing more is called. */
	private void observed(Runnable call) {
		try {
			call.run();
		}
		catch (Throwable ex) {
			this.outcome.failed(ex);
			throw ex;
		}
	}

}
