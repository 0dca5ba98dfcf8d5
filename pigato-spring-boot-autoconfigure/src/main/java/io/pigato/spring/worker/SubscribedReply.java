package io.pigato.spring.worker;

import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;

/** What replies that are subscribed to have in common: they fail and are cancelled. */
abstract class SubscribedReply implements Flow.Subscriber<Object> {

	private final Reply reply;

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile Flow.@Nullable Subscription subscription;

	SubscribedReply(Reply reply) {
		this.reply = reply;
	}

	@Override
	public final void onSubscribe(Flow.Subscription given) {
		if (this.subscription != null) {
			given.cancel();
			return;
		}
		this.subscription = given;
		this.reply.onCancel(this::cancel);
		given.request(1);
	}

	@Override
	public final void onError(Throwable failure) {
		if (end()) {
			fail(failure);
		}
	}

	final Reply reply() {
		return this.reply;
	}

	final boolean isEnded() {
		return this.ended.get();
	}

	/** Ends it, and tells whether this was the first time. */
	final boolean end() {
		return this.ended.compareAndSet(false, true);
	}

	final void requestNext() {
		Flow.Subscription current = this.subscription;
		if (current != null && !isEnded()) {
			current.request(1);
		}
	}

	final void cancel() {
		Flow.Subscription current = this.subscription;
		if (end() && current != null) {
			current.cancel();
		}
	}

	final void fail(Throwable failure) {
		if (this.reply.isActive()) {
			this.reply.fail(failure);
		}
	}

}
