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

	public SimulatedBroker(Deadlines deadlines, KeepAlive keepAlive, BiFunction<Frame, WireMessage, SendResult> out,
			BrokerListener listener) {
		BrokerConfig config = new BrokerConfig(keepAlive.interval().toNanos(), keepAlive.liveness(), 7,
				BrokerLimits.DEFAULT);
		this.state = new BrokerState(config, deadlines, out::apply, listener);
	}

	public void onMessage(Frame peer, WireMessage message, long now) {
		this.state.onMessage(peer, message, now);
	}

	public void onPeerGone(Frame peer, long now) {
		this.state.onPeerGone(peer, now);
	}

	public boolean isEmpty() {
		return this.state.isEmpty();
	}

	@Override
	public String toString() {
		return this.state.toString();
	}

}
