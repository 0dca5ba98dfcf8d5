package io.pigato.broker;

import java.util.HashSet;
import java.util.Set;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/**
 * One request from its acceptance to the release of its last slot, and the deadline of
 * its silence. It is a node of the {@link RequestQueue} it waits in, if that is one, and
 * while it runs of that of the {@link RequestPulses}.
 */
final class BrokerRequest extends Deadline {

	private static final int OVERHEAD = 512;

	/** For each worker that has rejected it. */
	private static final int REJECTION_OVERHEAD = 64;

	private static final int MAX_ATTEMPTS = 5;

	private static final int LEAST_SWEEP = 16;

	@Nullable BrokerRequest before;

	@Nullable BrokerRequest after;

	/** Its position among {@link RejectedRequests}. */
	long position;

	/** Where it waits. */
	@Nullable WaitingPlace place;

	/** What it weighs among those that are with workers. */
	long runningBytes;

	/** Whether it is among {@link RequestPulses}. */
	boolean pulsing;

	/** When its worker is told that its client still waits. */
	long pulseNanos;

	/** What its reply may be stored under. */
	ReplyCache.@Nullable Key cacheKey;

	private final Origin origin;

	private ClientRequest message;

	private final RoutingOptions options;

	private Service service;

	private State state = State.QUEUED;

	private RequestKey key;

	private @Nullable WorkerRecord worker;

	private int attempts;

	private boolean partialForwarded;

	/** Lost workers among them are forgotten now and then. */
	private @Nullable Set<WorkerRecord> rejectedBy;

	private int sweepAt = LEAST_SWEEP;

	BrokerRequest(Origin origin, ClientRequest message, RoutingOptions options, Service service) {
		this.origin = origin;
		this.message = message;
		this.options = options;
		this.service = service;
		this.key = new RequestKey(origin.client().alias(), message.rid());
	}

	/** Grows with each request: the smaller has waited longer. */
	long number() {
		return this.origin.number();
	}

	ClientRecord client() {
		return this.origin.client();
	}

	ClientRequest message() {
		return this.message;
	}

	RoutingOptions options() {
		return this.options;
	}

	Service service() {
		return this.service;
	}

	/** It comes back, and its service may have been replaced by one of the same name. */
	void waitUnder(Service current) {
		this.service = current;
	}

	boolean isTargeted() {
		return this.options.workerId() != null;
	}

	long receivedNanos() {
		return this.origin.receivedNanos();
	}

	/** What it weighs while it is held. */
	long bytes() {
		int rejections = (this.rejectedBy != null) ? this.rejectedBy.size() : 0;
		return bytes(this.message) + (long) REJECTION_OVERHEAD * rejections;
	}

	static long bytes(ClientRequest message) {
		return OVERHEAD + message.service().length() + message.rid().length() + (long) message.data().length()
				+ message.options().length();
	}

	/** What its worker knows it by, or would. */
	RequestKey key() {
		return this.key;
	}

	State state() {
		return this.state;
	}

	void moveTo(State next) {
		this.state = next;
	}

	@Nullable WorkerRecord worker() {
		return this.worker;
	}

	void giveTo(WorkerRecord holder, RequestKey knownBy) {
		this.worker = holder;
		this.key = knownBy;
		this.state = State.RUNNING;
		this.attempts++;
	}

	void takeBack() {
		this.worker = null;
		this.state = State.QUEUED;
	}

	/** Whether it may go to another worker, its own being lost. */
	boolean isRepeatable() {
		return this.options.retry() && !this.partialForwarded && this.attempts < MAX_ATTEMPTS;
	}

	boolean isPartialForwarded() {
		return this.partialForwarded;
	}

	/** Part of the reply has left: no other worker gets it any more. */
	void partialForwarded() {
		if (!this.partialForwarded) {
			this.partialForwarded = true;
			dropPayload();
		}
	}

	/** Keeps no longer what no other worker will be given. */
	void dropPayload() {
		this.message = new ClientRequest(this.message.service(), this.message.rid(), Frame.EMPTY, Frame.EMPTY);
	}

	void rejectedBy(WorkerRecord rejecting) {
		if (this.rejectedBy == null) {
			this.rejectedBy = new HashSet<>();
		}
		if (this.rejectedBy.size() >= this.sweepAt) {
			this.rejectedBy.removeIf((worker) -> worker.lost);
			this.sweepAt = 2 * this.rejectedBy.size() + LEAST_SWEEP;
		}
		this.rejectedBy.add(rejecting);
		this.attempts--;
	}

	boolean wasRejected() {
		return this.rejectedBy != null;
	}

	boolean wasRejectedBy(WorkerRecord candidate) {
		return this.rejectedBy != null && this.rejectedBy.contains(candidate);
	}

	@Override
	protected void onDue(long nowNanos) {
		this.origin.events().onDue(this, nowNanos);
	}

	enum State {

		/** Waiting for a worker. */
		QUEUED,

		/** A worker has it and its client waits. */
		RUNNING,

		/**
		 * A worker has it, and its client waits no longer: it holds a slot, nothing else.
		 */
		FORGOTTEN,

		/** Over. */
		ENDED

	}

	/**
	 * Where a request comes from.
	 *
	 * @param number its place in the order of all
	 * @param client who asks
	 * @param events who is told when its time has come
	 * @param receivedNanos when it came
	 */
	record Origin(long number, ClientRecord client, RequestEvents events, long receivedNanos) {

	}

	/** Is told when the time of a request has come. */
	@FunctionalInterface
	interface RequestEvents {

		void onDue(BrokerRequest request, long nowNanos);

	}

}
