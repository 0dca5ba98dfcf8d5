package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;
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
 * Brings requests and workers together, and keeps one promise: while a worker has room,
 * no request waits that it may have. So a new request looks only at the workers with
 * room, and a worker that gets room only at the first requests that wait.
 */
final class Dispatcher {

	private static final long FULL_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final Deadlines deadlines;

	private final BrokerOutbox outbox;

	private final ServiceRegistry services;

	private final WorkerRegistry workers;

	private final WaitingRequests waiting;

	private final ClientAliases aliases;

	private final BrokerListener listener;

	private final Endings endings;

	Dispatcher(BrokerContext context, Endings endings) {
		this.deadlines = context.deadlines();
		this.outbox = context.outbox();
		this.services = context.registries().services();
		this.workers = context.registries().workers();
		this.waiting = context.registries().waiting();
		this.aliases = context.registries().aliases();
		this.listener = context.listener();
		this.endings = endings;
	}

	/**
	 * Gives a new request to a worker or has it wait behind all others, if there is room.
	 */
	void place(BrokerRequest request, long nowNanos) {
		if (request.isTargeted() || request.options().invalidTarget()) {
			placeAtTarget(request, nowNanos);
		}
		else {
			this.waiting.add(request.service().waiting(), request);
			drain(request.service(), nowNanos);
		}
		if (request.place != null && this.waiting.isOverLimit(request.service())) {
			this.waiting.remove(request);
			this.endings.failed(request, ErrorCodes.QUEUE_FULL, "too many requests are waiting");
		}
		else if (request.place != null) {
			this.listener.requestQueued(request.service().text());
		}
		this.services.release(request.service());
	}

	/** Gives a rejected request to a worker that has not rejected it, or has it wait. */
	void placeRejected(BrokerRequest request, long nowNanos) {
		if (request.isTargeted()) {
			failTargeted(request);
			return;
		}
		this.waiting.add(request.service().rejected(), request);
		WorkerRecord worker = request.service().workers().bestFor(request);
		while (worker != null && !give(request, worker, nowNanos)) {
			worker = request.service().workers().bestFor(request);
		}
	}

	/**
	 * Gives the requests of a lost worker to others, or has them wait before all others.
	 */
	void placeAgain(List<BrokerRequest> requests, long nowNanos) {
		List<BrokerRequest> anybodys = new ArrayList<>();
		for (BrokerRequest request : requests) {
			if (request.isTargeted() || request.wasRejected()) {
				placeRejected(request, nowNanos);
			}
			else {
				anybodys.add(request);
			}
		}
		for (int i = anybodys.size() - 1; i >= 0; i--) {
			BrokerRequest request = anybodys.get(i);
			this.waiting.addFirst(request.service().waiting(), request);
		}
		if (!anybodys.isEmpty()) {
			drain(anybodys.get(0).service(), nowNanos);
		}
	}

	/** Takes a waiting request out of its queue. */
	void dequeue(BrokerRequest request) {
		this.waiting.remove(request);
		this.services.release(request.service());
	}

	/** A worker is gone: what waited for it alone waits in vain. */
	void onWorkerRemoved(WorkerRecord worker) {
		for (BrokerRequest request = worker.own().first(); request != null; request = worker.own().first()) {
			this.waiting.remove(request);
			failTargeted(request);
		}
		this.services.release(worker.service());
	}

	/** Gives a worker what waits for it, the oldest first, for as long as it has room. */
	void serve(WorkerRecord worker, long nowNanos) {
		Service service = worker.service();
		service.workers().update(worker);
		while (worker.hasRoom()) {
			BrokerRequest anybodys = older(service.waiting().first(), service.rejected().firstFor(worker));
			BrokerRequest next = older(anybodys, worker.own().first());
			if (next == null || !give(next, worker, nowNanos)) {
				return;
			}
		}
	}

	private void placeAtTarget(BrokerRequest request, long nowNanos) {
		Frame id = request.options().workerId();
		WorkerRecord worker = (id != null) ? this.workers.find(id) : null;
		if (worker == null || worker.service() != request.service()) {
			failTargeted(request);
			return;
		}
		this.waiting.add(worker.own(), request);
		serve(worker, nowNanos);
	}

	private void failTargeted(BrokerRequest request) {
		this.endings.failed(request, ErrorCodes.TARGET_NOT_FOUND, "the worker asked for is not there");
	}

	private void drain(Service service, long nowNanos) {
		BrokerRequest request = service.waiting().first();
		while (request != null) {
			WorkerRecord worker = service.workers().bestFor(request);
			if (worker == null) {
				return;
			}
			give(request, worker, nowNanos);
			request = service.waiting().first();
		}
	}

	/** Whether the worker has it; if not, the worker has no room any more or is gone. */
	private boolean give(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		BrokerRequest.Key key = keyFor(request, worker);
		SendResult result = this.outbox.send(worker.identity(), message(key, request.message()));
		if (result == SendResult.ACCEPTED) {
			this.waiting.remove(request);
			request.giveTo(worker, key);
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

	/**
	 * A client may use an id again while a worker is still busy with what it asked
	 * before.
	 */
	private BrokerRequest.Key keyFor(BrokerRequest request, WorkerRecord worker) {
		BrokerRequest.Key key = request.key();
		return worker.holds(key) ? new BrokerRequest.Key(this.aliases.next(), key.rid()) : key;
	}

	private static WorkerRequest message(BrokerRequest.Key key, ClientRequest asked) {
		return new WorkerRequest(key.client(), new ClientRequest(asked.service(), asked.rid(),
				JsonFrames.orNull(asked.data()), JsonFrames.orEmptyObject(asked.options())));
	}

	private static @Nullable BrokerRequest older(@Nullable BrokerRequest one, @Nullable BrokerRequest other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.number() < other.number()) ? one : other;
	}

}
