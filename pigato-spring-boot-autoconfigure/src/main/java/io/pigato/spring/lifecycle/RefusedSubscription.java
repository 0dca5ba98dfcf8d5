package io.pigato.spring.lifecycle;

import java.util.concurrent.Flow;

/** The subscription to a request that could not be sent. */
enum RefusedSubscription implements Flow.Subscription {

	INSTANCE;

	/**
	 * Fails a subscriber as Reactive Streams wants it, not by an exception.
	 * @param subscriber who asked
	 * @param error why not
	 */
	static void refuse(Flow.Subscriber<?> subscriber, Throwable error) {
		subscriber.onSubscribe(INSTANCE);
		subscriber.onError(error);
	}

	@Override
	public void request(long count) {
		// the error needs no demand
	}

	@Override
	public void cancel() {
		// nothing is under way
	}

}
