package io.pigato.broker;

import java.util.List;
import java.util.function.BiFunction;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** A broker without threads and sockets, for simulations. */
public final class SimulatedBroker {

	private final BrokerState state;

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
		BrokerConfig config = new BrokerConfig(intervalNanos, liveness, BrokerLimits.DEFAULT);
		this.state = new BrokerState(deadlines, config, out::apply, listener);
	}

	/** A message that has arrived. */
	public void onMessage(Frame peer, WireMessage message, long now) {
		this.state.onMessage(peer, message, now);
	}

	/**
	 * A connection has ended; the network calls this between two connections of one
	 * identity.
	 */
	public void onPeerGone(Frame peer, long now) {
		this.state.onPeerGone(peer, now);
	}

	/** Takes no new request from now on. */
	public void beginStop() {
		this.state.beginStop();
	}

	/** Fails what is left, dismisses the workers, forgets everything. */
	public void finishStop(long now) {
		this.state.finishStop(now);
	}

	/** How many requests wait for a worker. */
	public int queued() {
		return this.state.queued();
	}

	/** How many requests are with a worker and awaited. */
	public int inFlight() {
		return this.state.inFlight();
	}

	/** Whether nothing is left of any client, worker, service or request. */
	public boolean isEmpty() {
		return this.state.isEmpty();
	}

	/** The registered workers. */
	public List<Worker> workers() {
		return this.state.workers()
			.stream()
			.map((worker) -> new Worker(worker.id(), worker.service().name(), worker.concurrency(), worker.load()))
			.toList();
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
