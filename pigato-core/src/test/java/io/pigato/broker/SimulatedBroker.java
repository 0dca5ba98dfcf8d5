package io.pigato.broker;

import java.util.Collection;
import java.util.function.BiFunction;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** A broker without threads and sockets, for simulations. */
public final class SimulatedBroker {

	/**
	 * A broker that routes at once.
	 * @param deadlines the wheel of the simulation
	 * @param intervalNanos of heartbeats
	 * @param liveness how many may be missed
	 * @param out takes what it sends
	 * @param listener is told what it does
	 */
	public SimulatedBroker(Deadlines deadlines, long intervalNanos, int liveness,
			BiFunction<Frame, WireMessage, SendResult> out, BrokerListener listener) {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** A message that has arrived. */
	public void onMessage(Frame peer, WireMessage message, long now) {
		throw new IllegalStateException("comes with BrokerState");
	}

	/**
	 * A connection has ended; the network calls this between two connections of one
	 * identity.
	 */
	public void onPeerGone(Frame peer, long now) {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** Takes no new request from now on. */
	public void beginStop(long now) {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** Whether no request is with a worker and awaited. */
	public boolean isDrained() {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** Fails what is left, dismisses the workers, forgets everything. */
	public void finishStop(long now) {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** How many requests wait for a worker. */
	public int queued() {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** How many requests are with a worker and awaited. */
	public int inFlight() {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** Whether nothing is left of any client, worker, service or request. */
	public boolean isEmpty() {
		throw new IllegalStateException("comes with BrokerState");
	}

	/** The registered workers. */
	public Collection<Worker> workers() {
		throw new IllegalStateException("comes with BrokerState");
	}

	/**
	 * A registered worker as the broker sees it.
	 *
	 * @param id its identity
	 * @param service the name it offers
	 * @param concurrency how many requests it may be given: −1 = no limit
	 * @param inFlight how many of its slots are taken, those of forgotten requests
	 * included
	 */
	public record Worker(Frame id, Frame service, int concurrency, int inFlight) {

	}

}
