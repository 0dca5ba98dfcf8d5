package io.pigato.broker;

/** Counts what waits in all places together and says when there is no room for more. */
final class WaitingRequests {

	private final BrokerLimits limits;

	private int count;

	private long bytes;

	WaitingRequests(BrokerLimits limits) {
		this.limits = limits;
	}

	/** Whether more wait than may, of all services or of one. */
	boolean isOverLimit(Service service) {
		return this.bytes > this.limits.maxQueuedBytes() || service.queued > this.limits.maxQueuedPerService();
	}

	/** Has a request wait behind others. */
	void add(WaitingPlace place, BrokerRequest request) {
		place.add(request);
		added(place, request);
	}

	/** Has a request wait before all others. */
	void addFirst(RequestQueue queue, BrokerRequest request) {
		queue.addFirst(request);
		added(queue, request);
	}

	/** Takes a request out of the place it is in, if it is in one. */
	void remove(BrokerRequest request) {
		WaitingPlace place = request.place;
		if (place != null) {
			place.remove(request);
			request.place = null;
			request.service().queued--;
			request.service().removed();
			this.count--;
			this.bytes -= request.bytes();
		}
	}

	int count() {
		return this.count;
	}

	long bytes() {
		return this.bytes;
	}

	private void added(WaitingPlace place, BrokerRequest request) {
		request.place = place;
		request.service().queued++;
		request.service().added(place);
		this.count++;
		this.bytes += request.bytes();
	}

}
