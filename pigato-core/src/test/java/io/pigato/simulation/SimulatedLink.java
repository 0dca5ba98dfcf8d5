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

	private long upStalledUntil;

	private long downStalledUntil;

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
		this.upFree = arrival(Math.max(this.upFree, this.upStalledUntil));
		at(this.upFree, () -> this.ends.atBroker().accept(message));
	}

	/** Has something happen at the broker's end with the message that was sent last. */
	void withLastUp(Runnable action) {
		at(this.upFree, action);
	}

	void down(Message message) {
		inTurnDown(() -> this.ends.atPeer().accept(message));
	}

	/** Has something happen at the peer after all that was sent to it so far. */
	void inTurnDown(Runnable action) {
		this.downFree = arrival(Math.max(this.downFree, this.downStalledUntil));
		at(this.downFree, () -> {
			if (this.state == State.OPEN) {
				action.run();
			}
		});
	}

	/** The peer closes: what it sent arrives, then the broker is told. */
	void close() {
		if (this.state == State.OPEN) {
			this.state = State.CLOSED;
			this.upFree = arrival(Math.max(this.upFree, this.upStalledUntil));
			at(this.upFree, this.ends.goneAtBroker());
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

	/** The broker's process is gone: only the peer is left to be told. */
	void brokerGone() {
		boolean open = this.state == State.OPEN;
		this.state = State.BROKEN;
		if (open) {
			this.time.after(delay(), this.ends.closedAtPeer());
		}
	}

	/** Nothing gets through to the broker for a while, and nothing is lost. */
	void stallUp(long nanos) {
		this.upStalledUntil = this.time.nowNanos() + nanos;
	}

	/** Nothing gets through to the peer for a while, and nothing is lost. */
	void stallDown(long nanos) {
		this.downStalledUntil = this.time.nowNanos() + nanos;
	}

	private void at(long nanos, Runnable arrival) {
		this.time.after(nanos - this.time.nowNanos(), () -> {
			if (this.state != State.BROKEN) {
				arrival.run();
			}
		});
	}

	private long arrival(long free) {
		return Math.max(free, this.time.nowNanos() + delay());
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
