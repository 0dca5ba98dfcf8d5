package io.pigato.broker;

/** Counts what waits in all queues together and keeps it within its bounds. */
final class WaitingRequests {

	private final BrokerLimits limits;

	private final BrokerListener listener;

	private int count;

	private long bytes;

	WaitingRequests(BrokerLimits limits, BrokerListener listener) {
		this.limits = limits;
		this.listener = listener;
	}

	/** Puts a request into a queue; {@code false} if there is no room for it. */
	boolean add(RequestQueue queue, BrokerRequest request, boolean first) {
		if (this.bytes + request.bytes() > this.limits.maxQueuedBytes()
				|| queue.size() >= this.limits.maxQueuedPerService()) {
			return false;
		}
		if (first) {
			queue.addFirst(request);
		}
		else {
			queue.addLast(request);
		}
		this.count++;
		this.bytes += request.bytes();
		this.listener.requestQueued(request.message().service().text());
		return true;
	}

	/** Takes a request out of the queue it is in, if it is in one. */
	void remove(BrokerRequest request) {
		if (request.queue != null) {
			request.queue.remove(request);
			this.count--;
			this.bytes -= request.bytes();
		}
	}

	/** Moves a waiting request to the end of another queue. */
	void move(BrokerRequest request, RequestQueue to) {
		if (request.queue != null) {
			request.queue.remove(request);
			to.addLast(request);
		}
	}

	int count() {
		return this.count;
	}

	long bytes() {
		return this.bytes;
	}

}
