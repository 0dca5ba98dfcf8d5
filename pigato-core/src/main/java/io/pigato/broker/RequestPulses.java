package io.pigato.broker;

import io.pigato.internal.Deadline;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.RequestKey;

/**
 * Tells workers, in place of clients that have announced extensions, that these still
 * wait: for each request once an interval after it was dispatched, and once every further
 * one. All wait the same time, so that those that run form a queue, and a request that
 * ends before its first interval costs no more than its place in it.
 */
final class RequestPulses extends Deadline {

	/** So many a millisecond at most: the others can wait for the next. */
	private static final int BATCH = 1000;

	private final BrokerContext context;

	private final RequestQueue running = new RequestQueue();

	RequestPulses(BrokerContext context) {
		this.context = context;
	}

	/** A worker has it now. */
	void began(BrokerRequest request, long nowNanos) {
		if (request.client().hasAnnounced()) {
			request.pulsing = true;
			line(request, nowNanos);
			if (!isScheduled()) {
				this.context.deadlines().schedule(this, request.pulseNanos);
			}
		}
	}

	/** Its worker has it no longer, or its client does not wait. */
	void ended(BrokerRequest request) {
		if (request.pulsing) {
			request.pulsing = false;
			this.running.remove(request);
			if (this.running.first() == null) {
				cancel();
			}
		}
	}

	@Override
	protected void onDue(long nowNanos) {
		BrokerRequest next = this.running.first();
		for (int i = 0; i < BATCH && next != null && next.pulseNanos - nowNanos <= 0; i++) {
			this.running.remove(next);
			line(next, nowNanos);
			tell(next);
			next = this.running.first();
		}
		if (next != null) {
			this.context.deadlines().schedule(this, next.pulseNanos);
		}
	}

	private void line(BrokerRequest request, long nowNanos) {
		request.pulseNanos = nowNanos + this.context.config().heartbeatNanos();
		this.running.add(request);
	}

	private void tell(BrokerRequest request) {
		WorkerRecord worker = request.worker();
		if (worker != null) {
			RequestKey key = request.key();
			this.context.outbox().send(worker.identity(), new HandlerHeartbeat(key.client(), key.rid()));
		}
	}

}
