package io.pigato.worker;

import io.pigato.ErrorCodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the handler for one request and turns what it throws into an error reply. */
final class HandlerCall implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(HandlerCall.class);

	private final RunningRequest request;

	private final WorkerSettings.Handling handling;

	private final WorkerAgent agent;

	HandlerCall(RunningRequest request, WorkerSettings.Handling handling, WorkerAgent agent) {
		this.request = request;
		this.handling = handling;
		this.agent = agent;
	}

	@Override
	public void run() {
		DefaultReply reply = new DefaultReply(this.request, this.handling, this.agent);
		try {
			if (!this.request.cancelSignal().isGiven()) {
				handle(reply);
			}
		}
		finally {
			if (!reply.isEnded()) {
				this.agent.handlerReturned(this.request);
			}
		}
	}

	private void handle(DefaultReply reply) {
		ServiceRequest read = new DefaultServiceRequest(this.request.message(), this.handling.codec());
		try {
			this.handling.handler().handle(read, reply);
		}
		catch (Throwable ex) {
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
			fail(reply, ex);
		}
	}

	private void fail(DefaultReply reply, Throwable failure) {
		if (reply.isEnded()) {
			logger.warn("The handler of request {} failed after its reply had ended", this.request.key(), failure);
			return;
		}
		try {
			reply.fail(failure);
		}
		catch (Throwable ex) {
			failWithoutDetails(reply, failure);
		}
	}

	/** What cannot be told, or for want of memory, is not to hold a slot for ever. */
	private void failWithoutDetails(DefaultReply reply, Throwable failure) {
		try {
			reply.error(ErrorCodes.INTERNAL, FailureReport.INTERNAL_MESSAGE);
			logger.error("The handler of request {} failed with {}, which cannot be told of", this.request.key(),
					failure.getClass().getName());
		}
		catch (IllegalStateException ex) {
			logger.warn("The handler of request {} failed while its reply was being ended elsewhere",
					this.request.key(), failure);
		}
	}

}
