package io.pigato.simulation;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import org.jspecify.annotations.Nullable;

/**
 * A peer that sends what it has no right to: answers to what others hold, cancels of what
 * others asked, names that nobody may have, and what is no message at all.
 */
final class LiarPeer {

	private static final int FORMS = 16;

	private final Simulation simulation;

	private final Frame identity;

	private final RandomGenerator random;

	private @Nullable SimulatedLink link;

	private boolean ended;

	LiarPeer(Simulation simulation, String name) {
		this.simulation = simulation;
		this.identity = Frame.of(name);
		this.random = new Random(simulation.random().nextLong());
	}

	void lie() {
		if (!isConnected()) {
			connect();
		}
		if (isConnected()) {
			this.simulation.ledger().count(Happening.LIE);
			this.link.up(anyLie());
		}
	}

	void end() {
		this.ended = true;
		if (this.link != null) {
			this.link.close();
			this.link = null;
		}
	}

	private boolean isConnected() {
		return this.link != null && this.link.isOpen();
	}

	private void connect() {
		Network network = this.simulation.network();
		if (this.ended || network.isTaken(this.identity) || network.broker() == null) {
			return;
		}
		this.link = network.connect(this.identity, this::receive, (reason) -> this.link = null);
	}

	/** Nothing that is anybody's may come here. */
	private void receive(Message message) {
		WireMessage atClient = WireCodec.decodeAtClient(message);
		WireMessage atWorker = WireCodec.decodeAtWorker(message);
		String words = message.toString();
		this.simulation.ledger()
			.check(!words.contains(":0:0") || words.contains("liar"),
					() -> this + " got what is not its: " + atClient + " or " + atWorker);
	}

	private Message anyLie() {
		Asked victim = anyVictim();
		String rid = (victim != null) ? victim.rid().text() : "no-such-id";
		String client = (victim != null) ? victim.client.identity.text() : "no-such-client";
		String other = anyPeer();
		String forged = "\"0:0:0\"";
		String longName = "n".repeat(300);
		return switch (this.random.nextInt(FORMS)) {
			case 0 -> of("W", "3", client, "", rid, "0", forged, "{}");
			case 1 -> of("W", "6", client, "", rid, "0", forged, "{}");
			case 2 -> of("W", "7", client, "", rid, "0", "null", "{}");
			case 3 -> of("C", "4", "cancel", rid);
			case 4 -> of("C", "4", "request", rid);
			case 5 -> of("C", "4", "worker", other);
			case 6 -> of("W", "1", "liars");
			case 7 -> of("W", "1", "");
			case 8 -> of("W", "1", longName);
			case 9 -> of("C", "2", longName, "liar-" + this.random.nextLong(), "\"liar\"", "{}");
			case 10 -> of("C", "3", "", rid, "0", forged);
			case 11 -> of("W", "2", client, "echo", "", rid, forged, "{}");
			case 12 -> of("X", "Y");
			case 13 -> of("W", "3", client);
			case 14 -> of("C", "4");
			default -> noise();
		};
	}

	private Message noise() {
		Frame[] frames = new Frame[1 + this.random.nextInt(9)];
		for (int i = 0; i < frames.length; i++) {
			byte[] bytes = new byte[this.random.nextInt(4)];
			this.random.nextBytes(bytes);
			frames[i] = Frame.of(bytes);
		}
		frames[0] = Frame.of(this.random.nextBoolean() ? "C" : "W");
		return Message.of(frames);
	}

	private static Message of(String... words) {
		Frame[] frames = new Frame[words.length];
		for (int i = 0; i < words.length; i++) {
			frames[i] = Frame.of(words[i]);
		}
		return Message.of(frames);
	}

	private @Nullable Asked anyVictim() {
		BrokerProcess broker = this.simulation.network().broker();
		List<Asked> live = (broker != null) ? broker.watch().liveRequests() : List.of();
		return live.isEmpty() ? null : live.get(this.random.nextInt(live.size()));
	}

	private String anyPeer() {
		List<Frame> peers = this.simulation.network().peers();
		return peers.get(this.random.nextInt(peers.size())).text();
	}

	@Override
	public String toString() {
		return this.identity.toString();
	}

}
