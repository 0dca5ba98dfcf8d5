package io.pigato.broker;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The requests of a service that wait after some worker has refused them: not every
 * worker may get every one, and those in front must not block those behind. Each worker
 * keeps the position up to which it has refused all, so that it passes by a request once
 * only.
 */
final class RefusedRequests implements WaitingPlace {

	private final TreeMap<Long, BrokerRequest> byPosition = new TreeMap<>();

	private long lastPosition;

	void add(BrokerRequest request) {
		this.lastPosition++;
		request.position = this.lastPosition;
		this.byPosition.put(request.position, request);
	}

	@Override
	public void remove(BrokerRequest request) {
		this.byPosition.remove(request.position);
	}

	/** The one that has waited longest among those that a worker has not refused. */
	@Nullable BrokerRequest firstFor(WorkerRecord worker) {
		Map.Entry<Long, BrokerRequest> entry = this.byPosition.higherEntry(worker.refusedUpTo);
		while (entry != null && entry.getValue().isRefusedBy(worker)) {
			worker.refusedUpTo = entry.getKey();
			entry = this.byPosition.higherEntry(worker.refusedUpTo);
		}
		return (entry != null) ? entry.getValue() : null;
	}

}
