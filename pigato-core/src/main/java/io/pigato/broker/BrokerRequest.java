package io.pigato.broker;

import java.util.HashSet;
import java.util.Set;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/**
 * One request from its acceptance to the release of its last slot, and the deadline of
 * its silence. It is a node of the {@link RequestQueue} it waits in.
 */
final class BrokerRequest extends Deadline {

	private static final int OVERHEAD = 512;

	private static final int MAX_ATTEMPTS = 5;

	@Nullable BrokerRequest before;

	@Nullable BrokerRequest after;

	@Nullable RequestQueue queue;

	private final long number;

	private final ClientRecord client;

	private final ClientRequest message;

	private final RoutingOptions options;

	private final RequestEvents events;

	private final long receivedNanos;

	private State state = State.QUEUED;

	private @Nullable WorkerRecord worker;

	private int attempts;

	private boolean partialForwarded;

	private @Nullable Set<WorkerRecord> rejectedBy;

	BrokerRequest(long number, ClientRecord client, ClientRequest message, RequestEvents events, long nowNanos) {
		this.number = number;
		this.client = client;
		this.message = message;
		this.options = RoutingOptions.read(message.options());
		this.events = events;
		this.receivedNanos = nowNanos;
	}

	/** Grows with each request: the smaller has waited longer. */
	long number() {
		return this.number;
	}

	ClientRecord client() {
		return this.client;
	}

	ClientRequest message() {
		return this.message;
	}

	RoutingOptions options() {
		return this.options;
	}

	long receivedNanos() {
		return this.receivedNanos;
	}

	/** What it weighs while it is held. */
	long bytes() {
		return OVERHEAD + this.message.service().length() + this.message.rid().length()
				+ (long) this.message.data().length() + this.message.options().length();
	}

	/** What its worker knows it by. */
	Key key() {
		return new Key(this.client.alias(), this.message.rid());
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

	void giveTo(WorkerRecord holder) {
		this.worker = holder;
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

	void partialForwarded() {
		this.partialForwarded = true;
	}

	void rejectedBy(WorkerRecord rejecting) {
		if (this.rejectedBy == null) {
			this.rejectedBy = new HashSet<>();
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
		this.events.onDue(this, nowNanos);
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
	 * What a worker knows a request by.
	 *
	 * @param client the client's identity or alias
	 * @param rid the client's id of the request
	 */
	record Key(Frame client, Frame rid) {

	}

	/** Is told when the time of a request has come. */
	@FunctionalInterface
	interface RequestEvents {

		void onDue(BrokerRequest request, long nowNanos);

	}

}
