package io.pigato.spring.lifecycle;

import java.util.concurrent.Flow;

/** Hands signals on and tells interceptors of them. */
record ObservedSubscriber<T>(Flow.Subscriber<? super T> subscriber,
		ObservedOutcome outcome) implements Flow.Subscriber<T> {

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscriber.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long count) {
				subscription.request(count);
			}

			@Override
			public void cancel() {
				subscription.cancel();
				ObservedSubscriber.this.outcome.cancelled();
			}

		});
	}

	@Override
	public void onNext(T item) {
		this.outcome.partial();
		this.outcome.handOver(() -> this.subscriber.onNext(item));
	}

	@Override
	public void onError(Throwable error) {
		this.outcome.failed(error);
		this.outcome.handOver(() -> this.subscriber.onError(error));
	}

	@Override
	public void onComplete() {
		this.outcome.succeeded();
		this.outcome.handOver(this.subscriber::onComplete);
	}

}
