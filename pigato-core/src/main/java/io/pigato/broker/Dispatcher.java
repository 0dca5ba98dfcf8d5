package io.pigato.broker;

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests and workers together. It keeps one promise: while a worker has a free
 * slot, no request waits that it may have. So a new request looks at the free workers
 * only, and a worker that becomes free at the waiting requests only.
 */
final class Dispatcher {

	/** How long a worker is left alone whose connection is full. */
	private static final long FULL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final BrokerContext context;

	private final DueActions actions;

	private final WorkerRegistry workers;

	private final Backlog backlog;

	private final ClientNames names;

	Dispatcher(BrokerContext context, DueActions actions, WorkerRegistry workers, Backlog backlog, ClientNames names) {
		this.context = context;
		this.actions = actions;
		this.workers = workers;
		this.backlog = backlog;
		this.names = names;
	}

	/** Whether a new request will have to wait. */
	boolean mustWait(BrokerRequest request, @Nullable WorkerRecord target) {
		return (target != null) ? !target.isFree() : request.service().free().isEmpty();
	}

	/** Gives a request to its target, or has it wait there. */
	void place(BrokerRequest request, WorkerRecord target, long nowNanos) {
		target.targeted().addLast(request);
		this.backlog.entered(request, target.targeted());
		fill(target, nowNanos);
	}

	/**
	 * Gives a request to the best of its service's workers, or has it wait behind all
	 * others.
	 */
	void place(BrokerRequest request, long nowNanos) {
		Service service = request.service();
		if (request.isRefused()) {
			placeRefused(request, nowNanos);
			return;
		}
		service.waiting().addLast(request);
		this.backlog.entered(request, service.waiting());
		drain(service, nowNanos);
	}

	/**
	 * Gives requests of one service to other workers, or has them wait before all others.
	 */
	void placeAgain(List<BrokerRequest> requests, Service service, long nowNanos) {
		for (int i = requests.size() - 1; i >= 0; i--) {
			BrokerRequest request = requests.get(i);
			if (!request.isRefused()) {
				service.waiting().addFirst(request);
				this.backlog.entered(request, service.waiting());
			}
		}
		drain(service, nowNanos);
		for (BrokerRequest request : requests) {
			if (request.isRefused()) {
				placeRefused(request, nowNanos);
			}
		}
	}

	/**
	 * Gives a worker what has waited longest among what it may have, until it is busy.
	 */
	void fill(WorkerRecord worker, long nowNanos) {
		while (worker.isFree()) {
			BrokerRequest request = nextFor(worker);
			if (request == null) {
				return;
			}
			offer(request, worker, nowNanos);
		}
	}

	private void drain(Service service, long nowNanos) {
		BrokerRequest request = service.waiting().first();
		while (request != null) {
			WorkerRecord worker = service.free().bestFor(request);
			if (worker == null) {
				return;
			}
			offer(request, worker, nowNanos);
			request = service.waiting().first();
		}
	}

	private void placeRefused(BrokerRequest request, long nowNanos) {
		Service service = request.service();
		service.refused().add(request);
		this.backlog.entered(request, service.refused());
		while (request.place != null) {
			WorkerRecord worker = service.free().bestFor(request);
			if (worker == null) {
				return;
			}
			offer(request, worker, nowNanos);
		}
	}

	private static @Nullable BrokerRequest nextFor(WorkerRecord worker) {
		Service service = worker.service();
		BrokerRequest any = older(service.waiting().first(), service.refused().firstFor(worker));
		return older(any, worker.targeted().first());
	}

	private static @Nullable BrokerRequest older(@Nullable BrokerRequest one, @Nullable BrokerRequest other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return other.isOlderThan(one) ? other : one;
	}

	/** Afterwards the worker has the request, or is not free. */
	private void offer(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		RequestKey key = keyFor(request, worker);
		SendResult result = this.context.outbox().send(worker.id(), new WorkerRequest(key.client(), request.message()));
		switch (result) {
			case ACCEPTED -> take(request, new Slot(this.actions, worker, key, request));
			case FULL -> {
				this.context.deadlines().schedule(worker.pause(), nowNanos + FULL_PAUSE_NANOS);
				worker.service().free().update(worker);
			}
			case GONE -> this.workers.lose(worker);
		}
	}

	private void take(BrokerRequest request, Slot slot) {
		this.backlog.leave(request);
		request.slot = slot;
		slot.worker().take(slot);
		this.context.listener().requestDispatched(request.service().text());
	}

	/** A client may use the id of a request again that the worker has not ended yet. */
	private RequestKey keyFor(BrokerRequest request, WorkerRecord worker) {
		RequestKey key = new RequestKey(request.client().name(), request.rid());
		return (worker.slot(key) == null) ? key : new RequestKey(this.names.next(), request.rid());
	}

}
