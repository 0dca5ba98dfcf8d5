package io.pigato.broker;

import io.pigato.ErrorCodes;
import io.pigato.internal.protocol.ErrorData;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;

/**
 * What a broker does with a worker's answers. Only the worker that holds a request can
 * answer it.
 */
final class ReplyDesk {

	private final BrokerContext context;

	private final Dispatcher dispatcher;

	private final Endings endings;

	private final Silence silence;

	private final ReplyCache cache;

	ReplyDesk(BrokerContext context, Dispatcher dispatcher, Endings endings, Silence silence, ReplyCache cache) {
		this.cache = cache;
		this.context = context;
		this.dispatcher = dispatcher;
		this.endings = endings;
		this.silence = silence;
	}

	void onReply(WorkerRecord worker, WorkerReply reply, long nowNanos) {
		BrokerRequest request = worker.find(reply.client(), reply.rid());
		if (request == null) {
			this.context.listener().dropped(DropReason.UNEXPECTED_REPLY);
		}
		else if (request.state() == BrokerRequest.State.FORGOTTEN) {
			this.context.listener().dropped(DropReason.LATE_REPLY);
			if (reply.last()) {
				release(worker, request, nowNanos);
			}
		}
		else if (reply.last()) {
			onLast(request, presentable(reply.body()), nowNanos);
			free(worker, request, nowNanos);
		}
		else {
			onPartial(request, reply.body(), nowNanos);
		}
	}

	void onReject(WorkerRecord worker, WorkerReject reject, long nowNanos) {
		BrokerRequest request = worker.find(reject.client(), reject.rid());
		if (request == null) {
			this.context.listener().dropped(DropReason.UNEXPECTED_REPLY);
			return;
		}
		if (request.state() == BrokerRequest.State.FORGOTTEN) {
			release(worker, request, nowNanos);
			return;
		}
		this.context.listener().requestRejected(request.service().text());
		worker.release(request);
		if (request.isPartialForwarded()) {
			this.endings.failed(request, ErrorCodes.INTERNAL, "the worker gave the request back after a partial reply");
		}
		else {
			this.endings.interrupted(request);
			request.takeBack();
			request.rejectedBy(worker);
			this.dispatcher.placeRejected(request, nowNanos);
		}
		this.dispatcher.serve(worker, nowNanos);
	}

	/** Ends a request that only held a slot, and frees it. */
	void release(BrokerRequest request, long nowNanos) {
		WorkerRecord worker = request.worker();
		if (worker != null) {
			release(worker, request, nowNanos);
		}
	}

	private void release(WorkerRecord worker, BrokerRequest request, long nowNanos) {
		this.endings.end(request);
		free(worker, request, nowNanos);
	}

	private void free(WorkerRecord worker, BrokerRequest request, long nowNanos) {
		worker.release(request);
		this.dispatcher.serve(worker, nowNanos);
	}

	private void onLast(BrokerRequest request, ReplyBody body, long nowNanos) {
		this.cache.store(request, body, nowNanos);
		if (this.endings.passOn(request, true, body)) {
			this.endings.replied(request, nowNanos);
		}
		else {
			this.endings.undelivered(request);
		}
	}

	private void onPartial(BrokerRequest request, ReplyBody body, long nowNanos) {
		// what ends a stream is no answer by itself
		request.cacheKey = null;
		if (JsonFrames.isNothing(body.data())) {
			this.context.listener().dropped(DropReason.NULL_PARTIAL);
			this.silence.restart(request, nowNanos);
		}
		else if (this.endings.passOn(request, false, body)) {
			request.partialForwarded();
			this.context.registries().waiting().lightened(request);
			this.silence.restart(request, nowNanos);
		}
		else {
			// a stream with a hole in it is worth nothing
			this.endings.cancelled(request, nowNanos);
		}
	}

	private static ReplyBody presentable(ReplyBody body) {
		boolean ok = body.code() == ReplyCode.OK;
		return new ReplyBody(body.code(), ok ? JsonFrames.orNull(body.data()) : ErrorData.orDefault(body.data()),
				JsonFrames.orEmptyObject(body.options()));
	}

	/** Has a request's time-out run anew. */
	@FunctionalInterface
	interface Silence {

		void restart(BrokerRequest request, long nowNanos);

	}

}
