package io.pigato.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** The connections to the broker, if there is one at present. */
final class Network {

	private final Simulation simulation;

	private final RandomGenerator random;

	private final Map<Frame, SimulatedLink> links = new LinkedHashMap<>();

	private boolean full = true;

	private @Nullable BrokerProcess broker;

	Network(Simulation simulation) {
		this.simulation = simulation;
		this.random = simulation.random();
	}

	@Nullable BrokerProcess broker() {
		return this.broker;
	}

	void up(BrokerProcess next) {
		this.broker = next;
	}

	/** The broker's process has ended: all connections end. */
	void down() {
		this.broker = null;
		this.simulation.time().endBrokerDeadlines();
		List<SimulatedLink> all = List.copyOf(this.links.values());
		this.links.clear();
		all.forEach(SimulatedLink::brokerGone);
	}

	/** From now on there is always room to send. */
	void atPeace() {
		this.full = false;
	}

	boolean isTaken(Frame identity) {
		return this.links.containsKey(identity);
	}

	List<Frame> peers() {
		return new ArrayList<>(this.links.keySet());
	}

	/** Any open connection. */
	@Nullable SimulatedLink any() {
		List<SimulatedLink> open = this.links.values().stream().filter(SimulatedLink::isOpen).toList();
		return open.isEmpty() ? null : open.get(this.random.nextInt(open.size()));
	}

	/** A new connection; without a broker it ends soon. */
	SimulatedLink connect(Frame identity, Consumer<Message> atPeer, Consumer<String> closedAtPeer) {
		BrokerProcess target = this.broker;
		SimulatedLink[] own = new SimulatedLink[1];
		SimulatedLink.Ends ends = new SimulatedLink.Ends((message) -> atBroker(target, identity, message),
				() -> gone(own[0]), atPeer, () -> closedAtPeer.accept("cut"));
		own[0] = new SimulatedLink(this.simulation.time(), this.random, identity, ends);
		if (target == null) {
			own[0].brokerGone();
		}
		else {
			this.links.put(identity, own[0]);
		}
		return own[0];
	}

	SendResult send(Frame peer, WireMessage message) {
		SimulatedLink link = this.links.get(peer);
		if (link == null) {
			return SendResult.GONE;
		}
		boolean fullNow = message instanceof WireMessage.ToWorker && this.random.nextInt(100) == 0
				|| message instanceof ClientReply && this.random.nextInt(300) == 0;
		if (this.full && fullNow) {
			return SendResult.FULL;
		}
		link.down(WireCodec.encode(message));
		return SendResult.ACCEPTED;
	}

	/** The broker has had enough of a peer; it is not told of the end. */
	void disconnect(Frame peer) {
		SimulatedLink link = this.links.remove(peer);
		if (link != null) {
			link.brokerGone();
		}
	}

	private void atBroker(@Nullable BrokerProcess target, Frame identity, Message message) {
		if (target != null && target == this.broker) {
			target.onMessage(identity, message);
		}
	}

	private void gone(SimulatedLink link) {
		BrokerProcess present = this.broker;
		if (present != null && this.links.remove(link.identity(), link)) {
			present.onGone(link.identity());
		}
	}

}
