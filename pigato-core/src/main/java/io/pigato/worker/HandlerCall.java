package io.pigato.worker;

import io.pigato.ErrorCodes;
import io.pigato.PigatoServiceException;
import org.jspecify.annotations.Nullable;
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
		DefaultReply reply = new DefaultReply(this.request, this.handling.codec(), this.agent);
		if (!this.request.cancelSignal().isGiven()) {
			handle(reply);
		}
		if (!reply.isEnded()) {
			this.agent.handlerReturned(this.request);
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
		try {
			if (reply.isEnded()) {
				logger.warn("The handler of request {} failed after its reply had ended", this.request.key(), failure);
			}
			else if (failure instanceof PigatoServiceException meant) {
				reply.error(meant.code(), String.valueOf(meant.getMessage()), meant.details());
			}
			else if (failure instanceof UnreadablePayloadException unreadable) {
				reply.error(ErrorCodes.INVALID_PAYLOAD, String.valueOf(unreadable.getMessage()));
			}
			else {
				logger.error("The handler of request {} failed", this.request.key(), failure);
				reply.error(ErrorCodes.INTERNAL, internalMessage(failure));
			}
		}
		catch (RuntimeException ex) {
			logger.error("The failure of request {} could not be sent", this.request.key(), ex);
			endInternal(reply);
		}
	}

	private void endInternal(DefaultReply reply) {
		if (!reply.isEnded()) {
			reply.error(ErrorCodes.INTERNAL, internalMessage(null));
		}
	}

	private String internalMessage(@Nullable Throwable failure) {
		String message = (this.handling.includeErrorMessages() && failure != null) ? failure.getMessage() : null;
		return (message != null) ? message : "internal error";
	}

}
