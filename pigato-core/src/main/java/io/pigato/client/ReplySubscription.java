package io.pigato.client;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;

import io.pigato.internal.peer.SerialCalls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replies pushed to a subscriber as it asks for them, one call at a time, on the callback
 * executor.
 */
final class ReplySubscription<T> implements Flow.Subscription {

	private static final Logger logger = LoggerFactory.getLogger(ReplySubscription.class);

	private final Flow.Subscriber<? super T> subscriber;

	private final ReplyReader<T> reader;

	private final ReplyBuffer buffer;

	private final SerialCalls calls;

	private final Runnable cancelRequest;

	private final AtomicLong demand = new AtomicLong();

	private volatile boolean done;

	private volatile boolean badDemand;

	/** A final value that waits for demand; touched by the draining thread alone. */
	private @Nullable T lastValue;

	private boolean lastSeen;

	ReplySubscription(Flow.Subscriber<? super T> subscriber, ReplyReader<T> reader, DefaultPigatoClient client,
			Runnable cancelRequest) {
		this.subscriber = subscriber;
		this.reader = reader;
		this.calls = new SerialCalls(client.callbackExecutor(), this::drain);
		this.cancelRequest = cancelRequest;
		this.buffer = new ReplyBuffer(client.settings().maxPendingBytes(), cancelRequest, this.calls::signal);
	}

	ReplyBuffer buffer() {
		return this.buffer;
	}

	@Override
	public void request(long count) {
		if (count <= 0) {
			this.badDemand = true;
		}
		else {
			this.demand.accumulateAndGet(count, (a, b) -> (a + b < 0) ? Long.MAX_VALUE : a + b);
		}
		this.calls.signal();
	}

	@Override
	public void cancel() {
		if (!this.done) {
			this.done = true;
			this.cancelRequest.run();
		}
	}

	private void drain() {
		if (this.badDemand && !this.done) {
			fail(new IllegalArgumentException("A subscriber must request more than 0 (Reactive Streams, 3.9)"));
		}
		try {
			while (!this.done && step()) {
				// each step delivers one signal
			}
		}
		catch (Throwable ex) {
			fail(ex);
		}
	}

	/** Delivers at most one signal; whether there may be more. */
	private boolean step() {
		if (this.lastSeen) {
			return finish();
		}
		if (this.demand.get() == 0 && !this.buffer.endsNext()) {
			return false;
		}
		ReplyBuffer.Item item = this.buffer.poll();
		if (item instanceof ReplyBuffer.Partial partial) {
			emit(this.reader.read(partial.data()));
		}
		else if (item instanceof ReplyBuffer.Failure failure) {
			fail(failure.error());
		}
		else if (item instanceof ReplyBuffer.Final last) {
			this.lastValue = this.reader.readEnd(last.body());
			this.lastSeen = true;
		}
		return item != null;
	}

	private boolean finish() {
		T value = this.lastValue;
		if (value != null) {
			if (this.demand.get() == 0) {
				return false;
			}
			emit(value);
		}
		if (!this.done) {
			this.done = true;
			this.subscriber.onComplete();
		}
		return false;
	}

	private void emit(@Nullable T value) {
		if (value != null) {
			this.demand.updateAndGet((left) -> (left == Long.MAX_VALUE) ? left : left - 1);
			this.subscriber.onNext(value);
		}
	}

	private void fail(Throwable error) {
		if (this.done) {
			return;
		}
		cancel();
		try {
			this.subscriber.onError(error);
		}
		catch (Throwable ex) {
			logger.error("A subscriber failed when it was told of an error", ex);
		}
	}

}
