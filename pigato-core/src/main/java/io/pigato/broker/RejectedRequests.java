package io.pigato.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The waiting requests for a name that some worker has rejected: each may go to some
 * workers and not to others, and those in front must not block those behind. A worker
 * passes by a request that it has rejected once only, since it is remembered how far it
 * came.
 */
final class RejectedRequests implements WaitingPlace {

	private static final int LEAST_SWEEP = 16;

	private final TreeMap<Long, BrokerRequest> byPosition = new TreeMap<>();

	/** Up to where a worker has rejected all. */
	private final Map<WorkerRecord, Long> passed = new HashMap<>();

	private long lastPosition;

	private int sweepAt = LEAST_SWEEP;

	@Override
	public void add(BrokerRequest request) {
		this.lastPosition++;
		request.position = this.lastPosition;
		this.byPosition.put(request.position, request);
	}

	@Override
	public void remove(BrokerRequest request) {
		this.byPosition.remove(request.position);
		if (this.byPosition.isEmpty()) {
			this.passed.clear();
		}
	}

	boolean isEmpty() {
		return this.byPosition.isEmpty();
	}

	/** The first that a worker has not rejected. */
	@Nullable BrokerRequest firstFor(WorkerRecord worker) {
		Long start = this.passed.getOrDefault(worker, 0L);
		Long end = start;
		Map.Entry<Long, BrokerRequest> entry = this.byPosition.higherEntry(end);
		while (entry != null && entry.getValue().wasRejectedBy(worker)) {
			end = entry.getKey();
			entry = this.byPosition.higherEntry(end);
		}
		if (!end.equals(start)) {
			this.passed.put(worker, end);
			sweep();
		}
		return (entry != null) ? entry.getValue() : null;
	}

	/** The first behind a position; 0 is before all. */
	@Nullable BrokerRequest firstBehind(long position) {
		Map.Entry<Long, BrokerRequest> entry = this.byPosition.higherEntry(position);
		return (entry != null) ? entry.getValue() : null;
	}

	/** Forgets lost workers, when there may be as many as others. */
	private void sweep() {
		if (this.passed.size() >= this.sweepAt) {
			this.passed.keySet().removeIf((worker) -> worker.lost);
			this.sweepAt = 2 * this.passed.size() + LEAST_SWEEP;
		}
	}

}
