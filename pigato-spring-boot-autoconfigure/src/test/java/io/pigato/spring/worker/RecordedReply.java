package io.pigato.spring.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;

/** A reply that writes down what it is told, in words. */
final class RecordedReply implements Reply {

	private final List<String> events = new ArrayList<>();

	private final List<Runnable> cancelActions = new ArrayList<>();

	private boolean ended;

	private boolean cancelled;

	@Override
	public synchronized void write(Object value) {
		record("write " + value);
	}

	@Override
	public synchronized void end(@Nullable Object value) {
		record("end " + value);
		this.ended = true;
	}

	@Override
	public synchronized void error(String code, String message, @Nullable Object details) {
		record("error " + code);
		this.ended = true;
	}

	@Override
	public synchronized void fail(Throwable failure) {
		record("fail " + failure.getClass().getSimpleName() + " " + failure.getMessage());
		this.ended = true;
	}

	@Override
	public synchronized void reject() {
		record("reject");
		this.ended = true;
	}

	@Override
	public synchronized boolean isActive() {
		return !this.ended && !this.cancelled;
	}

	@Override
	public synchronized void onCancel(Runnable action) {
		this.cancelActions.add(action);
	}

	@Override
	public void cacheFor(Duration time) {
		record("cacheFor " + time);
	}

	void cancel() {
		List<Runnable> actions;
		synchronized (this) {
			this.cancelled = true;
			actions = List.copyOf(this.cancelActions);
		}
		actions.forEach(Runnable::run);
	}

	synchronized List<String> events() {
		return List.copyOf(this.events);
	}

	private synchronized void record(String event) {
		if (this.ended) {
			throw new IllegalStateException("The reply has ended already");
		}
		if (!this.cancelled) {
			this.events.add(event);
		}
	}

}
