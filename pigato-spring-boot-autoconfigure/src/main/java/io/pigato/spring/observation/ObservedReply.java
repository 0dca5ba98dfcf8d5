package io.pigato.spring.observation;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.observation.Observation;
import io.pigato.PigatoServiceException;
import io.pigato.spring.worker.DelegatingReply;
import io.pigato.worker.Reply;
import org.jspecify.annotations.Nullable;

/** Ends an observation, once, with the reply or when nobody waits for it any more. */
final class ObservedReply extends DelegatingReply {

	private final Observation observation;

	private final PigatoWorkerObservationContext context;

	private final AtomicBoolean over = new AtomicBoolean();

	ObservedReply(Reply reply, Observation observation, PigatoWorkerObservationContext context) {
		super(reply);
		this.observation = observation;
		this.context = context;
	}

	@Override
	public void end(@Nullable Object value) {
		boolean awaited = isActive();
		super.end(value);
		over(awaited ? RequestOutcome.SUCCESS : RequestOutcome.CANCELLED, null);
	}

	@Override
	public void error(String code, String message, @Nullable Object details) {
		super.error(code, message, details);
		over(RequestOutcome.ERROR, new PigatoServiceException(code, message, details));
	}

	@Override
	public void fail(Throwable failure) {
		super.fail(failure);
		over(RequestOutcome.ERROR, unwrap(failure));
	}

	@Override
	public void reject() {
		super.reject();
		over(RequestOutcome.REJECTED, null);
	}

	boolean isOver() {
		return this.over.get();
	}

	/** The handler has returned: its reply may end later, or never. */
	void handlerReturned() {
		if (!this.over.get()) {
			onCancel(() -> over(RequestOutcome.CANCELLED, null));
		}
	}

	private void over(RequestOutcome outcome, @Nullable Throwable error) {
		if (this.over.compareAndSet(false, true)) {
			if (error != null) {
				this.observation.error(error);
			}
			this.context.end(outcome);
			this.observation.stop();
		}
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
		return (wrapped && cause != null) ? unwrap(cause) : failure;
	}

}
