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

	private static final long LITTLE = 64 * 1024;

	private static final int LITTLE_PART = 16;

	private final BrokerLimits limits;

	private int count;

	private long bytes;

	/** How many clients have something that waits. */
	private int sharing;

	/** An equal share, however many there are. */
	private final long little;

	private final SharedBudget running;

	/** Beyond this nobody gets anything more. */
	private final long mostRunning;

	WaitingRequests(BrokerLimits limits) {
		this.limits = limits;
		this.little = Math.min(LITTLE, limits.maxQueuedBytes() / LITTLE_PART);
		long twice = Math.max(2 * Math.min(limits.maxQueuedBytes(), Long.MAX_VALUE / 4), LEAST_RUNNING);
		this.running = new SharedBudget(limits.maxQueuedBytes(), twice);
		this.mostRunning = twice + twice / 2;
	}

	/**
	 * Whether one that waits is too much: more wait of its service than may, or more of
	 * all, and of its client more than an equal share of that.
	 */
	boolean isOverLimit(BrokerRequest request) {
		long share = Math.max(this.limits.maxQueuedBytes() / Math.max(this.sharing, 1), this.little);
		boolean greedy = this.bytes > this.limits.maxQueuedBytes() && request.client().waitingBytes > share;
		return greedy || request.service().queued > this.limits.maxQueuedPerService() || isTwiceOverLimit(request);
	}

	/**
	 * Whether more wait than may even of those that have come back, or of clients that
	 * have little each.
	 */
	boolean isTwiceOverLimit(BrokerRequest request) {
		long queued = request.service().queued;
		return this.bytes - this.limits.maxQueuedBytes() > this.limits.maxQueuedBytes()
				|| queued - this.limits.maxQueuedPerService() > this.limits.maxQueuedPerService();
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
			weighWaiting(request.client(), -request.bytes());
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
		weighWaiting(request.client(), request.bytes());
	}

	private void weighWaiting(ClientRecord client, long change) {
		boolean before = client.waitingBytes > 0;
		client.waitingBytes += change;
		this.bytes += change;
		boolean after = client.waitingBytes > 0;
		if (before != after) {
			this.sharing += after ? 1 : -1;
		}
	}

}
