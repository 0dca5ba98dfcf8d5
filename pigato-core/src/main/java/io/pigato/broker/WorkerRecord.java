package io.pigato.broker;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** One registration of a worker. */
final class WorkerRecord {

	private static final int DEFAULT_CONCURRENCY = 100;

	/** What {@link FreeWorkers} has it listed under. */
	boolean listed;

	int listedLoad = -1;

	long listedTurn;

	/** The position in {@link RefusedRequests} up to which it has refused all. */
	long refusedUpTo;

	private final Frame id;

	private final Service service;

	private final Map<RequestKey, Slot> slots = new LinkedHashMap<>();

	private final RequestQueue targeted = new RequestQueue();

	private final Deadline check;

	private final Deadline pause;

	private int concurrency = 1;

	private boolean concurrencyKnown;

	private boolean understandsCancel;

	private boolean lost;

	private boolean heardSinceCheck;

	private long lastHeardNanos;

	WorkerRecord(DueActions actions, Frame id, Service service, long nowNanos) {
		this.id = id;
		this.service = service;
		this.lastHeardNanos = nowNanos;
		this.check = new Check(actions);
		this.pause = new Pause(actions);
	}

	Frame id() {
		return this.id;
	}

	Service service() {
		return this.service;
	}

	/** Falls due when it is to be seen whether it is alive. */
	Deadline check() {
		return this.check;
	}

	/** While this is scheduled it is given nothing. */
	Deadline pause() {
		return this.pause;
	}

	/** The requests that may be served by it alone and wait for it. */
	RequestQueue targeted() {
		return this.targeted;
	}

	/** All slots that are taken, in the order in which they were. */
	Collection<Slot> slots() {
		return this.slots.values();
	}

	@Nullable Slot slot(RequestKey key) {
		return this.slots.get(key);
	}

	/** How many slots are taken. */
	int load() {
		return this.slots.size();
	}

	int concurrency() {
		return this.concurrency;
	}

	boolean understandsCancel() {
		return this.understandsCancel;
	}

	boolean isFree() {
		boolean room = this.concurrency == WorkerStatus.UNLIMITED || this.slots.size() < this.concurrency;
		return room && !this.lost && !this.pause.isScheduled();
	}

	void take(Slot slot) {
		this.slots.put(slot.key(), slot);
		this.service.free().update(this);
	}

	void release(Slot slot) {
		slot.cancel();
		this.slots.remove(slot.key());
		this.service.free().update(this);
	}

	/** Takes over what a heartbeat says. */
	void read(WorkerStatus status) {
		if (!this.concurrencyKnown) {
			this.concurrencyKnown = true;
			this.concurrency = DEFAULT_CONCURRENCY;
			this.pause.cancel();
		}
		this.concurrency = status.concurrency().orElse(this.concurrency);
		if (!status.extensions().isEmpty()) {
			this.understandsCancel = status.extensions().contains(Extensions.CANCEL);
		}
		this.service.free().update(this);
	}

	void lose() {
		this.lost = true;
		this.check.cancel();
		this.pause.cancel();
		this.service.free().update(this);
	}

	void heard(long nowNanos) {
		this.lastHeardNanos = nowNanos;
		this.heardSinceCheck = true;
	}

	long lastHeardNanos() {
		return this.lastHeardNanos;
	}

	/** Whether it was heard since this was asked last. */
	boolean takeHeardSinceCheck() {
		boolean heard = this.heardSinceCheck;
		this.heardSinceCheck = false;
		return heard;
	}

	private final class Check extends Deadline {

		private final DueActions actions;

		Check(DueActions actions) {
			this.actions = actions;
		}

		@Override
		protected void onDue(long nowNanos) {
			this.actions.onCheck(WorkerRecord.this, nowNanos);
		}

	}

	private final class Pause extends Deadline {

		private final DueActions actions;

		Pause(DueActions actions) {
			this.actions = actions;
		}

		@Override
		protected void onDue(long nowNanos) {
			this.actions.onPauseOver(WorkerRecord.this, nowNanos);
		}

	}

}
