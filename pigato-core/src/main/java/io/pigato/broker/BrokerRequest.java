package io.pigato.broker;

import java.util.HashSet;
import java.util.Set;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/**
 * One request from its acceptance to its end. It is either in a {@link WaitingPlace} or
 * in a worker's {@link Slot}, and falls due when it was silent for too long.
 */
final class BrokerRequest extends Deadline {

	/** About what a request costs beyond its bytes. */
	private static final int OVERHEAD_BYTES = 200;

	/** Its neighbours in a {@link RequestQueue}. */
	@Nullable BrokerRequest before;

	@Nullable BrokerRequest after;

	/** Its position in {@link RefusedRequests}. */
	long position;

	/** Where it waits. */
	@Nullable WaitingPlace place;

	/** The slot it has at a worker. */
	@Nullable Slot slot;

	/** Whether its client has got part of the reply. */
	boolean streamed;

	/** How many workers were lost that had it. */
	int losses;

	private final Origin origin;

	private final ClientRequest message;

	private final RoutingOptions options;

	private final Service service;

	private @Nullable Set<WorkerRecord> refusedBy;

	BrokerRequest(Origin origin, ClientRequest message, RoutingOptions options, Service service) {
		this.origin = origin;
		this.message = message;
		this.options = options;
		this.service = service;
	}

	ClientRecord client() {
		return this.origin.client();
	}

	Frame rid() {
		return this.message.rid();
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

	long receivedNanos() {
		return this.origin.receivedNanos();
	}

	boolean isTargeted() {
		return this.options.workerId() != null;
	}

	boolean isOlderThan(BrokerRequest other) {
		return this.origin.number() < other.origin.number();
	}

	/** What it counts for while it waits. */
	long bytes() {
		return OVERHEAD_BYTES + (long) this.message.service().length() + this.message.rid().length()
				+ this.message.data().length() + this.message.options().length();
	}

	void refuse(WorkerRecord worker) {
		if (this.refusedBy == null) {
			this.refusedBy = new HashSet<>();
		}
		this.refusedBy.add(worker);
	}

	boolean isRefused() {
		return this.refusedBy != null;
	}

	boolean isRefusedBy(WorkerRecord worker) {
		return this.refusedBy != null && this.refusedBy.contains(worker);
	}

	@Override
	protected void onDue(long nowNanos) {
		this.origin.actions().onSilent(this, nowNanos);
	}

	/**
	 * Where a request comes from.
	 *
	 * @param actions what is to be done when it falls due
	 * @param client who asked
	 * @param receivedNanos when
	 * @param number its place in the order of all requests
	 */
	record Origin(DueActions actions, ClientRecord client, long receivedNanos, long number) {

	}

}
