package io.pigato.broker;

import java.util.ArrayList;
import java.util.List;

import io.pigato.ErrorCodes;

/** What becomes of the requests of a worker that is lost. */
final class LostWorkers {

	private static final int MAX_ATTEMPTS = 5;

	private final BrokerListener listener;

	private final BrokerParts parts;

	LostWorkers(BrokerListener listener, BrokerParts parts) {
		this.listener = listener;
		this.parts = parts;
	}

	/**
	 * Deals with all that were lost since the last call, and with those lost meanwhile.
	 */
	void settle(long nowNanos) {
		WorkerRegistry workers = this.parts.workers();
		for (WorkerRecord worker = workers.nextLost(); worker != null; worker = workers.nextLost()) {
			this.listener.workerLost(worker.service().text(), worker.id().text(), worker.load());
			List<BrokerRequest> again = takeFrom(worker);
			failTargeted(worker);
			this.parts.dispatcher().placeAgain(again, worker.service(), nowNanos);
			this.parts.services().workerRemoved(worker.service());
		}
	}

	private List<BrokerRequest> takeFrom(WorkerRecord worker) {
		List<BrokerRequest> again = new ArrayList<>();
		for (Slot slot : worker.slots()) {
			slot.cancel();
			BrokerRequest request = slot.request;
			if (request == null) {
				continue;
			}
			this.parts.requests().leaveSlot(request);
			request.losses++;
			if (mayBeRepeated(request) && !request.isTargeted() && !this.parts.requests().isClosed()) {
				this.listener.requestRetried(request.service().text());
				again.add(request);
			}
			else {
				fail(request);
			}
		}
		return again;
	}

	private void fail(BrokerRequest request) {
		if (!mayBeRepeated(request)) {
			this.parts.requests().fail(request, ErrorCodes.WORKER_LOST, "The worker that had the request is gone");
		}
		else if (this.parts.requests().isClosed()) {
			this.parts.requests().fail(request, ErrorCodes.SHUTDOWN, "The broker is shutting down");
		}
		else {
			this.parts.requests().fail(request, ErrorCodes.TARGET_NOT_FOUND, "The worker asked for is gone");
		}
	}

	private void failTargeted(WorkerRecord worker) {
		RequestQueue targeted = worker.targeted();
		for (BrokerRequest next = targeted.first(); next != null; next = targeted.first()) {
			this.parts.requests().fail(next, ErrorCodes.TARGET_NOT_FOUND, "The worker asked for is gone");
		}
	}

	private static boolean mayBeRepeated(BrokerRequest request) {
		return request.options().retry() && !request.streamed && request.losses < MAX_ATTEMPTS;
	}

}
