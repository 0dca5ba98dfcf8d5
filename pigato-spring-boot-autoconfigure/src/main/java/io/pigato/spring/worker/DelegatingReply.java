package io.pigato.spring.worker;

import java.time.Duration;

import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A reply that hands all on to another, for interceptors that want to see or change some
 * of it. {@link #end()} and {@link #error(String, String)} come through the forms with
 * all arguments. As safe for use by any thread as the other is.
 *
 * @since 0.1.0
 */
public class DelegatingReply implements Reply {

	private final Reply delegate;

	/**
	 * A reply in front of another.
	 * @param delegate the other
	 */
	public DelegatingReply(Reply delegate) {
		this.delegate = delegate;
	}

	@Override
	public void write(Object value) {
		this.delegate.write(value);
	}

	@Override
	public void end(@Nullable Object value) {
		this.delegate.end(value);
	}

	@Override
	public void error(String code, String message, @Nullable Object details) {
		this.delegate.error(code, message, details);
	}

	@Override
	public void fail(Throwable failure) {
		this.delegate.fail(failure);
	}

	@Override
	public void reject() {
		this.delegate.reject();
	}

	@Override
	public boolean isActive() {
		return this.delegate.isActive();
	}

	@Override
	public void onCancel(Runnable action) {
		this.delegate.onCancel(action);
	}

	@Override
	public void cacheFor(Duration time) {
		this.delegate.cacheFor(time);
	}

}
