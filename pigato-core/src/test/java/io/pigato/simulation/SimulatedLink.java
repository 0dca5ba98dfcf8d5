package io.pigato.simulation;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;

/**
 * One connection: in order both ways, with delays, until one side closes it or it breaks.
 * What is under way when it breaks is lost.
 */
final class SimulatedLink {

	private static final long MICRO = 1_000;

	private final SimulatedTime time;

	private final RandomGenerator random;

	private final Frame identity;

	private final Ends ends;

	private long upFree;

	private long downFree;

	private long stalledUntil;

	private State state = State.OPEN;

	SimulatedLink(SimulatedTime time, RandomGenerator random, Frame identity, Ends ends) {
		this.time = time;
		this.random = random;
		this.identity = identity;
		this.ends = ends;
	}

	Frame identity() {
		return this.identity;
	}

	boolean isOpen() {
		return this.state == State.OPEN;
	}

	void up(Message message) {
		this.upFree = arrival(this.upFree);
		at(this.upFree, () -> this.ends.atBroker().accept(message));
	}

	void down(Message message) {
		this.downFree = arrival(this.downFree);
		at(this.downFree, () -> {
			if (this.state == State.OPEN) {
				this.ends.atPeer().accept(message);
			}
		});
	}

	/** The peer closes: what it sent arrives, then the broker is told. */
	void close() {
		if (this.state == State.OPEN) {
			this.state = State.CLOSED;
			at(arrival(this.upFree), this.ends.goneAtBroker());
		}
	}

	/** It breaks: both sides are told, each in its time. */
	void cut() {
		if (this.state == State.OPEN) {
			this.state = State.BROKEN;
			this.time.after(delay(), this.ends.goneAtBroker());
			this.time.after(delay(), this.ends.closedAtPeer());
		}
	}

	/** The peer's process is gone: only the broker is left to be told. */
	void kill() {
		if (this.state == State.OPEN) {
			this.state = State.BROKEN;
			this.time.after(delay(), this.ends.goneAtBroker());
		}
	}

	/** Nothing gets through for a while, and nothing is lost. */
	void stall(long nanos) {
		this.stalledUntil = this.time.nowNanos() + nanos;
	}

	private void at(long nanos, Runnable arrival) {
		this.time.after(nanos - this.time.nowNanos(), () -> {
			if (this.state != State.BROKEN) {
				arrival.run();
			}
		});
	}

	private long arrival(long free) {
		return Math.max(Math.max(free, this.stalledUntil), this.time.nowNanos() + delay());
	}

	private long delay() {
		return (20 + this.random.nextLong((this.random.nextInt(50) == 0) ? 40_000 : 1_000)) * MICRO;
	}

	private enum State {

		OPEN, CLOSED, BROKEN

	}

	/**
	 * What happens at the ends.
	 *
	 * @param atBroker takes a message
	 * @param goneAtBroker is told that the connection has ended
	 * @param atPeer takes a message
	 * @param closedAtPeer is told that the connection has ended
	 */
	record Ends(Consumer<Message> atBroker, Runnable goneAtBroker, Consumer<Message> atPeer, Runnable closedAtPeer) {

	}

}
