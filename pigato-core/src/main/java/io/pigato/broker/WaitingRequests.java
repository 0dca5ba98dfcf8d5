package io.pigato.broker;

import io.pigato.internal.SharedBudget;
import io.pigato.internal.protocol.ClientRequest;

/**
 * Counts what waits in all places together, and what is with workers, and says when there
 * is no room for more.
 */
final class WaitingRequests {

	/**
	 * However little may wait, workers may have so much of clients that have little each.
	 */
	private static final long LEAST_RUNNING = 16L * 1024 * 1024;

	private final BrokerLimits limits;

	private int count;

	private long bytes;

	private final SharedBudget running;

	/** Beyond this nobody gets anything more. */
	private final long mostRunning;

	WaitingRequests(BrokerLimits limits) {
		this.limits = limits;
		long twice = Math.max(2 * Math.min(limits.maxQueuedBytes(), Long.MAX_VALUE / 4), LEAST_RUNNING);
		this.running = new SharedBudget(limits.maxQueuedBytes(), twice);
		this.mostRunning = twice + twice / 2;
	}

	/** Whether more wait than may, of all services or of one. */
	boolean isOverLimit(Service service) {
		return this.bytes > this.limits.maxQueuedBytes() || service.queued > this.limits.maxQueuedPerService();
	}

	/** Whether more wait than may of those that were given back. */
	boolean isTwiceOverLimit(Service service) {
		return this.bytes - this.limits.maxQueuedBytes() > this.limits.maxQueuedBytes()
				|| service.queued - this.limits.maxQueuedPerService() > this.limits.maxQueuedPerService();
	}

	/**
	 * Whether workers have so much of a client, and may give it back, that there is no
	 * room for one more.
	 */
	boolean isTooMuchRunning(ClientRecord client, ClientRequest message) {
		return this.running.bytes() > this.mostRunning
				|| this.running.isTooMuch(client.runningBytes, BrokerRequest.bytes(message));
	}

	/** A worker has it, and the broker still. */
	void began(BrokerRequest request) {
		weigh(request, request.bytes());
	}

	/** The broker keeps no more of it than it weighs now. */
	void lightened(BrokerRequest request) {
		weigh(request, request.bytes());
	}

	/** No worker has it any more. */
	void ended(BrokerRequest request) {
		weigh(request, 0);
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

	long runningBytes() {
		return this.running.bytes();
	}

	private void weigh(BrokerRequest request, long newBytes) {
		ClientRecord client = request.client();
		long before = client.runningBytes;
		client.runningBytes += newBytes - request.runningBytes;
		request.runningBytes = newBytes;
		this.running.change(before, client.runningBytes);
	}

	private void added(WaitingPlace place, BrokerRequest request) {
		request.place = place;
		request.service().queued++;
		request.service().added(place);
		this.count++;
		this.bytes += request.bytes();
	}

}
