package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests and workers together: gives a request to the worker that holds least,
 * or has it wait where a worker with room will find it.
 */
final class Dispatcher {

	private static final long FULL_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final Deadlines deadlines;

	private final BrokerOutbox outbox;

	private final ServiceRegistry services;

	private final WorkerRegistry workers;

	private final WaitingRequests waiting;

	private final Endings endings;

	Dispatcher(Deadlines deadlines, BrokerOutbox outbox, Registries registries, Endings endings) {
		this.deadlines = deadlines;
		this.outbox = outbox;
		this.services = registries.services();
		this.workers = registries.workers();
		this.waiting = registries.waiting();
		this.endings = endings;
	}

	/** Gives a request to a worker or has it wait, in its turn or before all others. */
	void place(BrokerRequest request, boolean first, long nowNanos) {
		if (request.options().workerId() != null || request.options().invalidTarget()) {
			placeAtTarget(request, nowNanos);
			return;
		}
		Service service = this.services.match(request.message().service());
		if (service == null) {
			this.endings.failed(request, ErrorCodes.LIMIT, "too many service names without a worker");
		}
		else if (request.wasRejected()) {
			placeRejected(request, service, nowNanos);
		}
		else if (!giveToAny(request, service, nowNanos)) {
			enqueue(service.waiting(), request, first);
		}
		if (service != null) {
			this.services.release(service);
		}
	}

	/** Takes a waiting request out of its queue. */
	void dequeue(BrokerRequest request) {
		if (request.queue != null) {
			this.waiting.remove(request);
			Service service = this.services.find(request.message().service());
			if (service != null) {
				this.services.release(service);
			}
		}
	}

	/** A new worker: what all others have rejected is tried with it. */
	void onWorkerAdded(WorkerRecord worker, long nowNanos) {
		RequestQueue rejected = worker.service().rejected();
		for (BrokerRequest request = rejected.first(); request != null; request = rejected.first()) {
			this.waiting.move(request, worker.own());
		}
		serve(worker, nowNanos);
	}

	/** A worker is gone: what waited for it waits elsewhere. */
	void onWorkerRemoved(WorkerRecord worker, long nowNanos) {
		for (BrokerRequest request = worker.own().first(); request != null; request = worker.own().first()) {
			this.waiting.remove(request);
			place(request, true, nowNanos);
		}
		this.services.release(worker.service());
	}

	/** Gives a worker what waits for it, the oldest first, for as long as it has room. */
	void serve(WorkerRecord worker, long nowNanos) {
		Service service = worker.service();
		service.workers().update(worker);
		while (worker.hasRoom()) {
			BrokerRequest next = older(worker.own().first(), service.waiting().first());
			if (next == null) {
				return;
			}
			if (!give(next, worker, nowNanos)) {
				return;
			}
		}
	}

	private void placeAtTarget(BrokerRequest request, long nowNanos) {
		Frame id = request.options().workerId();
		WorkerRecord worker = (id != null) ? this.workers.find(id) : null;
		boolean fits = worker != null && worker.service().name().equals(request.message().service())
				&& !request.wasRejectedBy(worker);
		if (worker == null || !fits) {
			this.endings.failed(request, ErrorCodes.TARGET_NOT_FOUND, "the worker asked for is not there");
		}
		else {
			placeAt(request, worker, nowNanos);
		}
	}

	private void placeRejected(BrokerRequest request, Service service, long nowNanos) {
		WorkerRecord other = service.workers().find((candidate) -> !request.wasRejectedBy(candidate));
		if (other == null) {
			enqueue(service.rejected(), request, false);
		}
		else {
			placeAt(request, other, nowNanos);
		}
	}

	private void placeAt(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		enqueue(worker.own(), request, false);
		serve(worker, nowNanos);
	}

	private boolean giveToAny(BrokerRequest request, Service service, long nowNanos) {
		WorkerRecord worker = service.workers().leastLoaded();
		while (worker != null) {
			if (give(request, worker, nowNanos)) {
				return true;
			}
			worker = service.workers().leastLoaded();
		}
		return false;
	}

	/** Whether the worker has it; if not, the worker has no room any more or is gone. */
	private boolean give(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		SendResult result = this.outbox.send(worker.identity(), message(request));
		if (result == SendResult.ACCEPTED) {
			this.waiting.remove(request);
			request.giveTo(worker);
			worker.hold(request);
			worker.service().workers().update(worker);
			this.endings.began(request);
		}
		else {
			worker.full();
			worker.service().workers().update(worker);
			this.deadlines.schedule(worker.again(), nowNanos + FULL_RETRY_NANOS);
		}
		return result == SendResult.ACCEPTED;
	}

	private void enqueue(RequestQueue queue, BrokerRequest request, boolean first) {
		if (!this.waiting.add(queue, request, first)) {
			this.endings.failed(request, ErrorCodes.QUEUE_FULL, "too many requests are waiting");
		}
	}

	private static WorkerRequest message(BrokerRequest request) {
		ClientRequest asked = request.message();
		return new WorkerRequest(request.client().alias(), new ClientRequest(asked.service(), asked.rid(),
				JsonFrames.orNull(asked.data()), JsonFrames.orEmptyObject(asked.options())));
	}

	private static @Nullable BrokerRequest older(@Nullable BrokerRequest one, @Nullable BrokerRequest other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.number() < other.number()) ? one : other;
	}

}
