package io.pigato.broker;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The waiting requests of a service that some of its workers have rejected: each may go
 * to some workers and not to others, and those in front must not block those behind. A
 * worker passes by a request that it has rejected once only, since it remembers how far
 * it came.
 */
final class RejectedRequests implements WaitingPlace {

	private final TreeMap<Long, BrokerRequest> byPosition = new TreeMap<>();

	private long lastPosition;

	@Override
	public void add(BrokerRequest request) {
		this.lastPosition++;
		request.position = this.lastPosition;
		this.byPosition.put(request.position, request);
	}

	@Override
	public void remove(BrokerRequest request) {
		this.byPosition.remove(request.position);
	}

	/** The first that a worker has not rejected. */
	@Nullable BrokerRequest firstFor(WorkerRecord worker) {
		Map.Entry<Long, BrokerRequest> entry = this.byPosition.higherEntry(worker.rejectedUpTo);
		while (entry != null && entry.getValue().wasRejectedBy(worker)) {
			worker.rejectedUpTo = entry.getKey();
			entry = this.byPosition.higherEntry(worker.rejectedUpTo);
		}
		return (entry != null) ? entry.getValue() : null;
	}

}
