package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.pigato.PigatoCancelledException;
import io.pigato.spring.client.PigatoClientInterceptor.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells interceptors what comes of a request: its end once, and nothing after it. Safe
 * for use by any thread.
 */
final class ObservedOutcome implements Outcome {

	private static final Logger logger = LoggerFactory.getLogger(ObservedOutcome.class);

	private final List<Outcome> observers;

	private final AtomicBoolean over = new AtomicBoolean();

	ObservedOutcome(List<Outcome> observers) {
		this.observers = observers;
	}

	static ObservedOutcome ofNobody() {
		return new ObservedOutcome(List.of());
	}

	boolean isObserved() {
		return !this.observers.isEmpty();
	}

	/**
	 * The observers are in reverse: the last of them is the first that was asked. One
	 * that throws before the reply is handed over does not keep it from who waits for it.
	 */
	@Override
	public void handOver(Runnable handOver) {
		HandOver innermost = new HandOver(handOver);
		Runnable chain = innermost;
		for (Outcome observer : this.observers) {
			Runnable inner = chain;
			chain = () -> observer.handOver(inner);
		}
		try {
			chain.run();
		}
		catch (Throwable ex) {
			if (innermost.begun) {
				throw ex;
			}
			logger.warn("An interceptor has failed to hand a reply over", ex);
			innermost.run();
		}
	}

	@Override
	public void partial() {
		if (!this.over.get()) {
			tell(Outcome::partial);
		}
	}

	@Override
	public void succeeded() {
		end(Outcome::succeeded);
	}

	@Override
	public void failed(Throwable error) {
		Throwable cause = (error instanceof CompletionException && error.getCause() != null) ? error.getCause() : error;
		if (cause instanceof CancellationException || cause instanceof PigatoCancelledException) {
			cancelled();
		}
		else {
			end((observer) -> observer.failed(cause));
		}
	}

	@Override
	public void cancelled() {
		end(Outcome::cancelled);
	}

	private void end(Consumer<Outcome> call) {
		if (this.over.compareAndSet(false, true)) {
			tell(call);
		}
	}

	private void tell(Consumer<Outcome> call) {
		for (Outcome observer : this.observers) {
			try {
				call.accept(observer);
			}
			catch (Throwable ex) {
				logger.warn("An interceptor has failed to take notice of an outcome", ex);
			}
		}
	}

	/** What hands a reply over, and whether it has begun to. For one thread. */
	private static final class HandOver implements Runnable {

		private final Runnable handOver;

		private boolean begun;

		HandOver(Runnable handOver) {
			this.handOver = handOver;
		}

		@Override
		public void run() {
			this.begun = true;
			this.handOver.run();
		}

	}

}
