package io.pigato.simulation;

import io.pigato.broker.SimulatedBroker;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** One life of the broker: from its start to its stop, or to a sudden end. */
final class BrokerProcess {

	private final Simulation simulation;

	private final Deadlines deadlines;

	private final BrokerWatch watch;

	private final Tampering tampering;

	private final SimulatedBroker state;

	private final SimulatedBroker.Cache cache;

	private boolean ended;

	BrokerProcess(Simulation simulation, Fault fault, SimulatedBroker.Settings settings) {
		this.simulation = simulation;
		this.cache = settings.cache();
		this.deadlines = simulation.time().newBrokerDeadlines();
		this.watch = new BrokerWatch(simulation.ledger(), simulation.time(), simulation.trace(), settings);
		this.tampering = fault.tampering(this, simulation.random().nextLong());
		this.state = new SimulatedBroker(this.deadlines, Simulation.KEEP_ALIVE, settings, new Out(), this.watch);
	}

	BrokerWatch watch() {
		return this.watch;
	}

	void onMessage(Frame peer, Message message) {
		WireMessage decoded = WireCodec.decodeAtBroker(message);
		this.watch.settled();
		this.watch.in(peer, decoded);
		this.tampering.in(peer, decoded);
		this.watch.settled();
	}

	void onGone(Frame peer) {
		this.watch.settled();
		this.watch.gone(peer);
		this.state.onPeerGone(peer, now());
		this.watch.settled();
	}

	/** What the fault lets pass. */
	void deliver(Frame peer, WireMessage message) {
		this.state.onMessage(peer, message, now());
	}

	/** What the fault lets pass. */
	SendResult send(Frame peer, WireMessage message) {
		SendResult result = this.ended ? SendResult.GONE : this.simulation.network().send(peer, message);
		if (!this.ended) {
			this.watch.out(peer, message, result);
		}
		return result;
	}

	void check() {
		this.watch.check(this.state.queued() + this.state.inFlight());
		this.watch.checkDirectory(this.state.directory());
		this.simulation.ledger()
			.check(this.state.cached() <= this.cache.replies() && this.state.cachedBytes() <= this.cache.bytes(),
					() -> "the cache holds " + this.state.cached() + " replies, " + this.state.cachedBytes()
							+ " bytes, and may hold " + this.cache);
	}

	/** Takes nothing new from now on. */
	void stop() {
		this.watch.stopping();
		this.state.stop();
		this.watch.settled();
	}

	boolean isDrained() {
		return this.state.inFlight() == 0;
	}

	void dismissWorkers() {
		this.watch.dismissing();
		this.state.dismissWorkers(now());
		this.watch.settled();
	}

	/** Whether it remembers nothing, but for what may stay in its cache. */
	boolean isEmpty() {
		return this.state.isEmpty() && this.deadlines.size() == this.state.cached()
				&& (this.state.cached() > 0 || this.state.cachedBytes() == 0);
	}

	/** Nobody is connected any more: after a while it must remember nothing. */
	void retire() {
		this.ended = true;
		this.watch.retired();
		for (Frame peer : this.simulation.network().peers()) {
			this.state.onPeerGone(peer, now());
		}
		this.deadlines.advance(now() + 200_000 * SimulatedTime.MILLI);
		this.simulation.ledger()
			.check(isEmpty() && this.state.cached() == 0, () -> "a broker that has stopped still holds " + this);
		this.simulation.ledger().count(Happening.RETIRED_EMPTY);
	}

	@Override
	public String toString() {
		return "broker (" + this.state + ", " + this.state.cached() + " cached, " + this.deadlines.size()
				+ " deadlines)";
	}

	private long now() {
		return this.simulation.time().nowNanos();
	}

	private final class Out implements SimulatedBroker.Out {

		@Override
		public SendResult send(Frame peer, WireMessage message) {
			return BrokerProcess.this.tampering.out(peer, message);
		}

		@Override
		public void disconnect(Frame peer) {
			BrokerProcess.this.simulation.trace().add(peer, "is cut off by", "the broker");
			BrokerProcess.this.watch.cutOff(peer);
			BrokerProcess.this.simulation.network().disconnect(peer);
		}

	}

}
