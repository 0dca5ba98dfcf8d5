package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.RoutingOptions;

/** The requests from their acceptance on, and all the ways in which they end. */
final class LiveRequests {

	/** How long the slot of a request stays taken when nobody waits for it any more. */
	private static final long MAX_OVERDUE_NANOS = TimeUnit.SECONDS.toNanos(60);

	private final BrokerContext context;

	private final ClientPort port;

	private final Backlog backlog;

	private final ServiceRegistry services;

	private int size;

	private boolean closed;

	LiveRequests(BrokerContext context, ClientPort port, Backlog backlog, ServiceRegistry services) {
		this.context = context;
		this.port = port;
		this.backlog = backlog;
		this.services = services;
	}

	/** From now on none is accepted, and none waits for a worker again. */
	void close() {
		this.closed = true;
	}

	boolean isClosed() {
		return this.closed;
	}

	/** Here a request begins. */
	void accept(BrokerRequest request, long nowNanos) {
		request.client().add(request);
		this.size++;
		restartSilence(request, nowNanos);
	}

	void restartSilence(BrokerRequest request, long nowNanos) {
		long millis = request.options().timeoutMillis();
		if (millis != RoutingOptions.NO_TIMEOUT) {
			this.context.deadlines().schedule(request, nowNanos + TimeUnit.MILLISECONDS.toNanos(millis));
		}
	}

	/** Here a request ends, in whichever way. Its slot, if it has one, stays taken. */
	void end(BrokerRequest request) {
		request.cancel();
		this.backlog.leave(request);
		leaveSlot(request);
		request.client().remove(request);
		this.size--;
		this.services.removeIfUnused(request.service());
	}

	/** Takes a request out of its slot, if it has one. */
	void leaveSlot(BrokerRequest request) {
		Slot slot = request.slot;
		if (slot != null) {
			slot.request = null;
			request.slot = null;
		}
	}

	/** Ends a request with an error of the broker's own. */
	void fail(BrokerRequest request, String code, String message) {
		end(request);
		this.context.listener().requestFailed(request.service().text(), code);
		this.port.error(request.client(), request.rid(), code, message);
	}

	/** Ends a request that was silent for too long; its client knows by itself. */
	void expire(BrokerRequest request, long nowNanos) {
		abandon(request, nowNanos);
		this.context.listener().requestExpired(request.service().text());
	}

	/** Ends a request that its client waits for no longer, or takes no replies of. */
	void cancel(BrokerRequest request, long nowNanos) {
		abandon(request, nowNanos);
		this.context.listener().requestCancelled(request.service().text());
	}

	int size() {
		return this.size;
	}

	private void abandon(BrokerRequest request, long nowNanos) {
		Slot slot = request.slot;
		end(request);
		if (slot == null) {
			return;
		}
		this.context.deadlines().schedule(slot, nowNanos + MAX_OVERDUE_NANOS);
		if (slot.worker().understandsCancel()) {
			RequestKey key = slot.key();
			this.context.outbox().send(slot.worker().id(), new HandlerCancel(key.client(), key.rid()));
		}
	}

}
