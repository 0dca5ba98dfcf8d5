package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Brings requests and workers together, and keeps one promise: while a worker has room,
 * no request waits that it may have. So a new request looks only at the workers with
 * room, and a worker that gets room only at the first requests that wait. Only an
 * application's own strategy may leave a request waiting all the same.
 */
final class Dispatcher {

	/**
	 * So many names in a row may be made to wait before the others are left for later.
	 */
	private static final int MAX_REFUSALS = 100;

	/**
	 * When so many in a row have been rejected by all that are free, those behind wait
	 * for one that becomes free: workers that come and go would keep the loop busy.
	 */
	private static final int MANY_REFUSALS = 10_000;

	private final BrokerListener listener;

	private final ServiceRegistry services;

	private final WorkerRegistry workers;

	private final WaitingRequests waiting;

	private final Endings endings;

	private final Handover handover;

	private final WorkerChoice choice;

	private final boolean failsFast;

	Dispatcher(BrokerContext context, Endings endings) {
		this.listener = context.listener();
		this.services = context.registries().services();
		this.workers = context.registries().workers();
		this.waiting = context.registries().waiting();
		this.endings = endings;
		this.handover = new Handover(context, endings);
		this.choice = WorkerChoice.of(context.config().policy(), context.listener(), context.config().aliasSeed());
		this.failsFast = context.config().policy().failsFast();
	}

	/**
	 * Gives a new request to a worker or has it wait behind all others, if there is room.
	 */
	void place(BrokerRequest request, long nowNanos) {
		if (request.isTargeted() || request.options().invalidTarget()) {
			placeAtTarget(request, nowNanos);
		}
		else if (!failedFast(request)) {
			this.waiting.add(request.service().waiting(), request);
			drain(request.service(), nowNanos);
		}
		if (request.place != null && this.waiting.isOverLimit(request)) {
			refuse(request);
		}
		else if (request.place != null) {
			this.listener.requestQueued(request.service().text());
		}
		this.services.release(request.service());
	}

	/**
	 * Gives a rejected request to a worker that has not rejected it, or has it wait, if
	 * there is room: a worker that rejects what it gets would fill the queue past any
	 * limit of what is new.
	 */
	void placeRejected(BrokerRequest request, long nowNanos) {
		if (request.isTargeted()) {
			failTargeted(request);
		}
		else if (maySeekAgain(request)) {
			this.waiting.add(request.service().rejected(), request);
			offer(request, nowNanos);
			refuseIfTooMany(request);
		}
	}

	/**
	 * Gives the requests of a lost worker to others, or has them wait before all others,
	 * if there is room: one that comes and goes would fill the queue as well.
	 */
	void placeAgain(List<BrokerRequest> requests, long nowNanos) {
		List<BrokerRequest> anybodys = new ArrayList<>();
		for (BrokerRequest request : requests) {
			if (request.isTargeted() || request.wasRejected()) {
				placeRejected(request, nowNanos);
			}
			else if (maySeekAgain(request)) {
				anybodys.add(request);
			}
		}
		for (int i = anybodys.size() - 1; i >= 0; i--) {
			BrokerRequest request = anybodys.get(i);
			this.waiting.addFirst(request.service().waiting(), request);
		}
		for (BrokerRequest request : anybodys) {
			offerFirst(request.service(), nowNanos);
		}
		for (int i = anybodys.size() - 1; i >= 0; i--) {
			refuseIfTooMany(anybodys.get(i));
		}
	}

	/** Takes a waiting request out of its queue. */
	void dequeue(BrokerRequest request) {
		this.waiting.remove(request);
		this.services.release(request.service());
	}

	/**
	 * A worker is gone: what waited for it alone waits in vain, and what waited under
	 * names that others serve now may find them free.
	 */
	void onWorkerRemoved(WorkerRecord worker, List<Service> rerouted, long nowNanos) {
		for (BrokerRequest request = worker.own().first(); request != null; request = worker.own().first()) {
			dequeue(request);
			failTargeted(request);
		}
		for (Service name : rerouted) {
			settle(name, nowNanos);
		}
		this.services.release(worker.service());
	}

	/** Gives a worker what waits for it, the oldest first, for as long as it has room. */
	void serve(WorkerRecord worker, long nowNanos) {
		Demand demand = worker.service().demand();
		worker.service().workers().update(worker);
		if (this.choice.isWilful()) {
			consult(worker, nowNanos);
			return;
		}
		while (worker.hasRoom()) {
			BrokerRequest anybodys = older(demand.next(), demand.nextRejected(worker));
			BrokerRequest next = older(anybodys, worker.own().first());
			if (next == null || !this.handover.give(next, worker, nowNanos)) {
				return;
			}
		}
	}

	private void placeAtTarget(BrokerRequest request, long nowNanos) {
		Frame id = request.options().workerId();
		WorkerRecord worker = (id != null) ? this.workers.find(id) : null;
		if (worker == null || !worker.service().fullName().couldServe(request.service().fullName())) {
			failTargeted(request);
			return;
		}
		this.waiting.add(worker.own(), request);
		serve(worker, nowNanos);
	}

	/** More may wait of what has come back than of what is new. */
	private void refuseIfTooMany(BrokerRequest request) {
		if (request.place != null && this.waiting.isTwiceOverLimit(request)) {
			refuse(request);
			this.services.release(request.service());
		}
	}

	private void refuse(BrokerRequest request) {
		this.waiting.remove(request);
		this.endings.failed(request, ErrorCodes.QUEUE_FULL, "too many requests are waiting");
	}

	private void failTargeted(BrokerRequest request) {
		this.endings.failed(request, ErrorCodes.TARGET_NOT_FOUND, "the worker asked for is not there");
	}

	/** Whether a request that comes back may wait under its name, which it does now. */
	private boolean maySeekAgain(BrokerRequest request) {
		request.waitUnder(this.services.remember(request.service()));
		boolean failed = failedFast(request);
		if (failed) {
			this.services.release(request.service());
		}
		return !failed;
	}

	private boolean failedFast(BrokerRequest request) {
		boolean hopeless = this.failsFast && !request.service().isServed();
		if (hopeless) {
			this.endings.failed(request, ErrorCodes.NO_WORKER, "no worker offers the service");
		}
		return hopeless;
	}

	/** What waits under a name has other workers to go to, or none. */
	private void settle(Service name, long nowNanos) {
		BrokerRequest rejected = name.rejected().firstBehind(0);
		int refusals = 0;
		while (rejected != null && name.hasFreeWorker() && refusals < MANY_REFUSALS) {
			long position = rejected.position;
			refusals = offer(rejected, nowNanos) ? 0 : refusals + 1;
			rejected = name.rejected().firstBehind(position);
		}
		drain(name, nowNanos);
		BrokerRequest left = older(name.waiting().first(), name.rejected().firstBehind(0));
		while (left != null && this.failsFast && !name.isServed()) {
			dequeue(left);
			failedFast(left);
			left = older(name.waiting().first(), name.rejected().firstBehind(0));
		}
	}

	private void drain(Service name, long nowNanos) {
		boolean going = true;
		while (going) {
			going = offerFirst(name, nowNanos);
		}
	}

	/** Whether the first request that waits under a name has found a worker. */
	private boolean offerFirst(Service name, long nowNanos) {
		BrokerRequest request = name.waiting().first();
		return request != null && offer(request, nowNanos);
	}

	/** Whether a waiting request has found a worker. */
	private boolean offer(BrokerRequest request, long nowNanos) {
		WorkerRecord worker = this.choice.choose(request);
		while (worker != null && !this.handover.give(request, worker, nowNanos)) {
			worker = this.choice.choose(request);
		}
		return worker != null;
	}

	/** A worker has room, and a strategy has to say what that means for each request. */
	private void consult(WorkerRecord worker, long nowNanos) {
		BrokerRequest own = worker.own().first();
		while (worker.hasRoom() && own != null && this.handover.give(own, worker, nowNanos)) {
			own = worker.own().first();
		}
		consultOnRejected(worker, nowNanos);
		Demand demand = worker.service().demand();
		Turn turn = demand.first();
		int refusals = 0;
		while (worker.hasRoom() && turn != null && refusals < Math.min(demand.size(), MAX_REFUSALS)) {
			demand.served(turn.asked());
			refusals = offerFirst(turn.asked(), nowNanos) ? 0 : refusals + 1;
			turn = demand.first();
		}
	}

	private void consultOnRejected(WorkerRecord worker, long nowNanos) {
		Demand demand = worker.service().demand();
		List<BrokerRequest> refused = new ArrayList<>();
		BrokerRequest request = demand.nextRejected(worker);
		while (worker.hasRoom() && request != null && refused.size() < MAX_REFUSALS) {
			if (!offer(request, nowNanos)) {
				this.waiting.remove(request);
				refused.add(request);
			}
			request = demand.nextRejected(worker);
		}
		for (BrokerRequest waiting : refused) {
			this.waiting.add(waiting.service().rejected(), waiting);
		}
	}

	private static @Nullable BrokerRequest older(@Nullable BrokerRequest one, @Nullable BrokerRequest other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.number() < other.number()) ? one : other;
	}

}
