package io.pigato.simulation;

import io.pigato.internal.Frame;

/** A client as the broker should see it. */
final class Customer {

	private static final long NEVER = Long.MAX_VALUE / 2;

	private static final long INTERVAL = Simulation.KEEP_ALIVE.interval().toNanos();

	private static final long CUT_OFF = 50 * SimulatedTime.MILLI;

	private static final int LIVENESS = Simulation.KEEP_ALIVE.liveness();

	final Frame identity;

	private boolean understandsErrors;

	private boolean announced;

	private long fullSince = NEVER;

	private long awaySince = NEVER;

	private long lastHeard;

	private long lastBeat = NEVER;

	private long longestBetweenBeats;

	Customer(Frame identity, long now) {
		this.identity = identity;
		this.lastHeard = now;
	}

	boolean understandsErrors() {
		return this.understandsErrors;
	}

	/** Something came from it; whether it had been away. */
	boolean heard(long now) {
		boolean back = isAway();
		this.awaySince = NEVER;
		this.lastHeard = now;
		return back;
	}

	void beats(long now) {
		if (this.lastBeat != NEVER) {
			this.longestBetweenBeats = Math.max(this.longestBetweenBeats, now - this.lastBeat);
		}
		this.lastBeat = now;
		this.understandsErrors = true;
	}

	void announces() {
		this.announced = true;
		this.understandsErrors = true;
	}

	void away(long now) {
		this.fullSince = NEVER;
		this.awaySince = now;
	}

	/** It did not take a reply. */
	void full(long now) {
		this.fullSince = Math.min(this.fullSince, now);
	}

	boolean isAway() {
		return this.awaySince != NEVER;
	}

	boolean isFull() {
		return this.fullSince != NEVER;
	}

	/** When the broker will take it for gone if nothing comes from it. */
	long goneBy() {
		if (isFull()) {
			return this.fullSince + CUT_OFF;
		}
		if (isAway()) {
			return this.awaySince + INTERVAL * LIVENESS;
		}
		long own = 3 * Math.max(this.longestBetweenBeats, INTERVAL);
		if (this.announced) {
			return this.lastHeard + Math.max(own, INTERVAL * (LIVENESS + 1));
		}
		return (this.longestBetweenBeats > 0) ? this.lastHeard + own : NEVER;
	}

	@Override
	public String toString() {
		return this.identity.toString();
	}

}
