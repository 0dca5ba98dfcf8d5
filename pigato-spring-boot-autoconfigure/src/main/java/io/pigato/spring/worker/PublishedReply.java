package io.pigato.spring.worker;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a publisher publishes, one element asked for at a time: an element that
 * waits for its turn on the wire holds the publisher back.
 */
final class PublishedReply implements Flow.Subscriber<Object> {

	private final Reply reply;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile Flow.@Nullable Subscription subscription;

	PublishedReply(Reply reply) {
		this.reply = reply;
	}

	@Override
	public void onSubscribe(Flow.Subscription given) {
		if (this.subscription != null) {
			given.cancel();
			return;
		}
		this.subscription = given;
		this.reply.onCancel(this::cancel);
		given.request(1);
	}

	@Override
	public void onNext(Object element) {
		if (this.ended.get()) {
			return;
		}
		try {
			this.reply.write(ServiceResult.checked(element));
			requestNext();
		}
		catch (Throwable ex) {
			cancel();
			fail(ex);
		}
	}

	@Override
	public void onError(Throwable failure) {
		if (this.ended.compareAndSet(false, true)) {
			fail(failure);
		}
	}

	@Override
	public void onComplete() {
		if (this.ended.compareAndSet(false, true) && this.reply.isActive()) {
			this.reply.end();
		}
	}

	private void requestNext() {
		Flow.Subscription current = this.subscription;
		if (current != null && !this.ended.get()) {
			current.request(1);
		}
	}

	private void cancel() {
		Flow.Subscription current = this.subscription;
		if (this.ended.compareAndSet(false, true) && current != null) {
			current.cancel();
		}
	}

	private void fail(Throwable failure) {
		if (this.reply.isActive()) {
			this.reply.fail(failure);
		}
	}

}
