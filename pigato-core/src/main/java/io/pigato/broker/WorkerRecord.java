package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.Peak;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** A registered worker: what it offers, what it holds, and when it was heard. */
final class WorkerRecord implements DispatchStrategy.Candidate {

	private static final int DEFAULT_CONCURRENCY = 100;

	/** Whether, and as what, the {@link WorkerPool} has it among those with room. */
	boolean listed;

	int listedLoad;

	long listedSince;

	/** Its position among those with room in no order. */
	int index;

	/** Its place among {@link RankedWorkers}. */
	int rank;

	@Nullable WorkerRecord before;

	@Nullable WorkerRecord after;

	/** Whether it was taken out of its pool. */
	boolean lost;

	/** Up to where it has nothing to do for the rejected requests of its service. */
	long rejectedUpTo;

	private final Frame identity;

	private final Service service;

	/** Those that only this worker may serve. */
	private final RequestQueue own = new RequestQueue();

	private Map<RequestKey, BrokerRequest> held = new HashMap<>();

	private final Peak peak = new Peak();

	private final Deadline check;

	private final Deadline again;

	private Readiness readiness = Readiness.NEW;

	private int concurrency = DEFAULT_CONCURRENCY;

	private boolean takesCancel;

	private boolean full;

	private boolean gone;

	private long lastHeardNanos;

	WorkerRecord(Frame identity, Service service, Deadline check, Deadline again) {
		this.identity = identity;
		this.service = service;
		this.check = check;
		this.again = again;
	}

	Frame identity() {
		return this.identity;
	}

	Service service() {
		return this.service;
	}

	RequestQueue own() {
		return this.own;
	}

	/** When it is to be looked at: was it heard? */
	Deadline check() {
		return this.check;
	}

	/** When it is to be tried again: it was new, or full. */
	Deadline again() {
		return this.again;
	}

	void heard(long nowNanos) {
		this.lastHeardNanos = nowNanos;
	}

	long lastHeardNanos() {
		return this.lastHeardNanos;
	}

	/** Takes over what a heartbeat says; whether that changes how much it takes. */
	boolean apply(WorkerStatus status) {
		int before = this.concurrency;
		this.readiness = Readiness.KNOWN;
		this.concurrency = status.concurrency().orElse(before);
		this.takesCancel |= status.extensions().contains(Extensions.CANCEL);
		return this.concurrency != before;
	}

	/** It has said nothing of itself for long enough to be tried with one request. */
	void tryIt() {
		this.full = false;
		if (this.readiness == Readiness.NEW) {
			this.readiness = Readiness.TRIED;
		}
	}

	boolean takesCancel() {
		return this.takesCancel;
	}

	/** Its connection has ended, although nobody has said so yet. */
	void gone() {
		this.gone = true;
	}

	boolean isGone() {
		return this.gone;
	}

	void full() {
		this.full = true;
	}

	/** Whether it may be given one more request. */
	boolean hasRoom() {
		return !this.lost && !this.full && switch (this.readiness) {
			case NEW -> false;
			case TRIED -> this.held.isEmpty();
			case KNOWN -> this.concurrency == WorkerStatus.UNLIMITED || this.held.size() < this.concurrency;
		};
	}

	@Override
	public String workerId() {
		return this.identity.text();
	}

	@Override
	public String serviceName() {
		return this.service.text();
	}

	@Override
	public int inFlight() {
		return this.held.size();
	}

	@Override
	public int concurrency() {
		return this.concurrency;
	}

	int load() {
		return this.held.size();
	}

	void hold(BrokerRequest request) {
		this.held.put(request.key(), request);
		this.peak.reached(this.held.size());
	}

	boolean holds(RequestKey key) {
		return this.held.containsKey(key);
	}

	@Nullable BrokerRequest find(Frame client, Frame rid) {
		return this.held.get(new RequestKey(client, rid));
	}

	void release(BrokerRequest request) {
		this.held.remove(request.key(), request);
		if (this.peak.isOver(this.held.size())) {
			this.held = new HashMap<>(this.held);
		}
	}

	List<BrokerRequest> held() {
		return new ArrayList<>(this.held.values());
	}

	/** What is known of how much it takes. */
	private enum Readiness {

		/** Nothing, and it may yet say so itself. */
		NEW,

		/** Nothing, so that it gets one request at a time. */
		TRIED,

		/** What its heartbeat said. */
		KNOWN

	}

}
