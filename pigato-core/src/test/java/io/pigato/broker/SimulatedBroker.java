package io.pigato.broker;

import java.util.function.BiFunction;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** A broker without threads and sockets, for simulations. */
public final class SimulatedBroker {

	private final BrokerState state;

	public SimulatedBroker(Deadlines deadlines, KeepAlive keepAlive, Limits limits,
			BiFunction<Frame, WireMessage, SendResult> out, BrokerListener listener) {
		BrokerConfig config = new BrokerConfig(keepAlive.interval().toNanos(), keepAlive.liveness(), 7, BrokerHarness
			.limits(limits.queuedBytes(), limits.queuedPerService(), limits.perClient(), limits.names()));
		this.state = new BrokerState(config, deadlines, out::apply, listener);
	}

	public void onMessage(Frame peer, WireMessage message, long now) {
		this.state.onMessage(peer, message, now);
	}

	public void onPeerGone(Frame peer, long now) {
		this.state.onPeerGone(peer, now);
	}

	public void stop() {
		this.state.stop();
	}

	public void dismissWorkers(long now) {
		this.state.dismissWorkers(now);
	}

	/** Requests that wait for a worker. */
	public int queued() {
		return this.state.queued();
	}

	/** Requests that a worker has and a client awaits. */
	public int inFlight() {
		return this.state.inFlight();
	}

	public boolean isEmpty() {
		return this.state.isEmpty();
	}

	@Override
	public String toString() {
		return this.state.toString();
	}

	/**
	 * What peers may make it hold.
	 *
	 * @param queuedBytes in all queues together
	 * @param queuedPerService requests in the queue of one name
	 * @param perClient live requests of one client
	 * @param names names that are only asked for
	 */
	public record Limits(long queuedBytes, int queuedPerService, int perClient, int names) {

		public static final Limits WIDE = new Limits(Long.MAX_VALUE, 1_000_000, 1_000_000, 100_000);

	}

}
