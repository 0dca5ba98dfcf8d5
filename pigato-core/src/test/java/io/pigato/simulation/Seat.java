package io.pigato.simulation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerStatus;
import org.jspecify.annotations.Nullable;

/** A registered worker as the broker should see it. */
final class Seat {

	private static final long SLOT_NANOS = 60_000 * SimulatedTime.MILLI;

	private static final long TRIAL_NANOS = 50 * SimulatedTime.MILLI;

	private static final long FULL_NANOS = 5 * SimulatedTime.MILLI + Asked.SLACK_NANOS;

	final Frame identity;

	final String service;

	final Map<Key, Asked> held = new LinkedHashMap<>();

	long lastHeard;

	/** The broker has closed its connection, for what it was as a client. */
	boolean cutOff;

	private final long since;

	private @Nullable Integer concurrency;

	private long fullUntil;

	Seat(Frame identity, String service, long now) {
		this.identity = identity;
		this.service = service;
		this.since = now;
		this.lastHeard = now;
	}

	/** Takes over what a heartbeat says; whether that is something new. */
	boolean apply(WorkerStatus status) {
		int before = (this.concurrency != null) ? this.concurrency : 100;
		boolean first = this.concurrency == null;
		this.concurrency = status.concurrency().orElse(before);
		return !first && this.concurrency != before;
	}

	boolean isKnown() {
		return this.concurrency != null;
	}

	void full(long now) {
		this.fullUntil = now + FULL_NANOS;
	}

	/** Whether it may be given one more. */
	boolean hasRoom(long now) {
		this.held.values()
			.removeIf((asked) -> asked.forgottenAt > 0 && now >= asked.forgottenAt + SLOT_NANOS - Asked.SLACK_NANOS);
		if (this.concurrency == null) {
			return this.held.isEmpty() && now >= this.since + TRIAL_NANOS;
		}
		return this.concurrency == WorkerStatus.UNLIMITED || this.held.size() < this.concurrency;
	}

	/** Whether it must be given one more, if there is one. */
	boolean mustTake(long now) {
		return this.concurrency != null && now > this.fullUntil && hasRoom(now);
	}

	@Override
	public String toString() {
		return this.identity + " (" + this.service + ", holds " + this.held.size() + " of " + this.concurrency + ")";
	}

	/**
	 * What a worker knows a request by.
	 *
	 * @param client what it is told the client is called
	 * @param rid the client's id
	 */
	record Key(Frame client, Frame rid) {

	}

}
