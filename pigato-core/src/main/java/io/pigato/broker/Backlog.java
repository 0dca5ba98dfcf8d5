package io.pigato.broker;

/** The requests that wait for a worker, all services together, and how many may. */
final class Backlog {

	private final BrokerLimits limits;

	private int count;

	private long bytes;

	Backlog(BrokerLimits limits) {
		this.limits = limits;
	}

	boolean hasRoomFor(BrokerRequest request) {
		return request.service().waitingCount < this.limits.maxWaitingPerService()
				&& this.bytes + request.bytes() <= this.limits.maxWaitingBytes();
	}

	/** Notes where a request waits now. */
	void entered(BrokerRequest request, WaitingPlace place) {
		request.place = place;
		request.service().waitingCount++;
		this.count++;
		this.bytes += request.bytes();
	}

	/** Takes a request out of where it waits, if it does. */
	void leave(BrokerRequest request) {
		WaitingPlace place = request.place;
		if (place == null) {
			return;
		}
		place.remove(request);
		request.place = null;
		request.service().waitingCount--;
		this.count--;
		this.bytes -= request.bytes();
	}

	int count() {
		return this.count;
	}

	long bytes() {
		return this.bytes;
	}

}
