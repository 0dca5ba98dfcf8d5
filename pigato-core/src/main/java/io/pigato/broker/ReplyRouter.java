package io.pigato.broker;

import io.pigato.ErrorCodes;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;

/**
 * Carries what workers say about requests to the clients. It counts only from the worker
 * that holds the request; what it does not hold, or what nobody waits for, is dropped.
 */
final class ReplyRouter {

	private final BrokerListener listener;

	private final BrokerParts parts;

	ReplyRouter(BrokerListener listener, BrokerParts parts) {
		this.listener = listener;
		this.parts = parts;
	}

	void onReply(WorkerRecord worker, WorkerReply reply, long nowNanos) {
		Slot slot = worker.slot(new RequestKey(reply.client(), reply.rid()));
		if (slot == null) {
			this.listener.dropped(DropReason.UNEXPECTED_REPLY);
			return;
		}
		if (slot.request == null) {
			this.listener.dropped(DropReason.LATE_REPLY);
		}
		else if (reply.last()) {
			onLast(slot.request, reply, nowNanos);
		}
		else {
			onPartial(slot.request, reply, nowNanos);
		}
		if (reply.last()) {
			free(slot, nowNanos);
		}
	}

	void onReject(WorkerRecord worker, WorkerReject reject, long nowNanos) {
		Slot slot = worker.slot(new RequestKey(reject.client(), reject.rid()));
		if (slot == null) {
			this.listener.dropped(DropReason.UNEXPECTED_REPLY);
			return;
		}
		if (slot.request == null) {
			this.listener.dropped(DropReason.LATE_REPLY);
		}
		else {
			giveAway(slot.request, worker, nowNanos);
		}
		free(slot, nowNanos);
	}

	/** Ends a slot and uses it again. */
	void free(Slot slot, long nowNanos) {
		slot.worker().release(slot);
		this.parts.dispatcher().fill(slot.worker(), nowNanos);
	}

	private void onPartial(BrokerRequest request, WorkerReply reply, long nowNanos) {
		if (JsonFrames.isNothing(reply.body().data())) {
			this.listener.dropped(DropReason.NULL_PARTIAL);
			return;
		}
		if (this.parts.port().reply(request.client(), false, request.rid(), reply.body())) {
			request.streamed = true;
			this.parts.requests().restartSilence(request, nowNanos);
		}
		else {
			// a reply with a hole in it would look like a whole one
			this.parts.requests().cancel(request, nowNanos);
		}
	}

	private void onLast(BrokerRequest request, WorkerReply reply, long nowNanos) {
		this.parts.requests().end(request);
		String service = request.service().text();
		if (this.parts.port().reply(request.client(), true, request.rid(), reply.body())) {
			this.listener.requestReplied(service, nowNanos - request.receivedNanos());
		}
		else {
			this.listener.requestCancelled(service);
		}
	}

	private void giveAway(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		LiveRequests requests = this.parts.requests();
		this.listener.requestRejected(request.service().text());
		if (request.streamed) {
			requests.fail(request, ErrorCodes.WORKER_LOST,
					"The worker gave the request back after a part of its reply");
		}
		else if (request.isTargeted()) {
			requests.fail(request, ErrorCodes.TARGET_NOT_FOUND, "The worker asked for has rejected the request");
		}
		else if (requests.isClosed()) {
			requests.fail(request, ErrorCodes.SHUTDOWN, "The broker is shutting down");
		}
		else {
			requests.leaveSlot(request);
			request.refuse(worker);
			this.parts.dispatcher().place(request, nowNanos);
		}
	}

}
