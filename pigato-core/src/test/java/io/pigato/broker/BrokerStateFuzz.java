package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.pigato.fuzz.FuzzInput;
import io.pigato.internal.Frame;
import io.pigato.internal.Message;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.WireCodec;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/**
 * Any events, in any order: nothing is thrown, no request is answered more than once, all
 * bounds hold, and of peers that have gone nothing is left.
 */
public final class BrokerStateFuzz {

	private static final int QUEUED = 20;

	private static final BrokerLimits LIMITS = BrokerHarness.limits(10_000, QUEUED, 30, 10);

	private static final List<String> PEERS = List.of("p0", "p1", "p2", "p3", "p4", "p5");

	private static final List<String> NAMES = List.of("a", "a@1.0.0", "a@2.1.0", "a@^1.0", "a@>=1", "a*", "ab", "*",
			"$dir", "$x", "", "a@1.0.0*", "@", "a@", "x".repeat(300));

	private static final List<String> IDS = List.of("1", "2", "3", "4", "", "cancel", "p1");

	private static final List<String> OPTIONS = List.of("{}", "{\"timeout\":1000}", "{\"timeout\":-1}", "{\"retry\":1}",
			"{\"retry\":true,\"timeout\":50}", "{\"workerId\":\"p1\"}", "{\"nocache\":true}", "{\"cache\":2000}",
			"{\"concurrency\":2}", "{\"concurrency\":0}", "{\"concurrency\":-1,\"ext\":[\"cancel\"]}",
			"{\"ext\":[\"cancel\",\"error\",\"heartbeat\"]}", "{\"error\":{\"code\":\"X\"}}", "[", "");

	/** What each peer may say; small letters stand for a choice. */
	private static final List<List<String>> FORMS = List.of(List.of("C", "2", "n", "i", "d", "o"), List.of("C", "4"),
			List.of("C", "4", "i"), List.of("C", "4", "request", "i"), List.of("C", "4", "worker", "p"),
			List.of("C", "4", "cancel", "i"), List.of("W", "1", "n"), List.of("W", "4", "", "o"),
			List.of("W", "3", "p", "", "i", "0", "d", "o"), List.of("W", "3", "p", "", "i", "-1", "d", "o"),
			List.of("W", "6", "p", "", "i", "0", "d", "o"), List.of("W", "7", "p", "", "i", "0", "null", "{}"),
			List.of("W", "5"));

	private static final int MAX_EVENTS = 400;

	private final FuzzInput input;

	private final BrokerHarness broker;

	/** How often each client has asked under each id. */
	private final Map<String, Integer> asked = new HashMap<>();

	private final Map<String, Integer> answered = new HashMap<>();

	private final Set<String> there = new HashSet<>();

	private BrokerStateFuzz(FuzzInput input) {
		this.input = input;
		int settings = input.choose(16);
		this.broker = new BrokerHarness(LIMITS,
				new DispatchPolicy((settings % 2 == 0) ? DispatchStrategy.load() : DispatchStrategy.roundRobin(),
						(settings / 2 % 2 == 0) ? Availability.QUEUE : Availability.FAIL_FAST),
				(settings / 4 % 2 == 0) ? CacheLimits.NONE : new CacheLimits(4, 2_000), settings / 8 == 1);
	}

	/** Tries one input. */
	public static void fuzzerTestOneInput(byte[] data) {
		new BrokerStateFuzz(new FuzzInput(data)).run();
	}

	private void run() {
		for (int event = 0; event < MAX_EVENTS && !this.input.isOver(); event++) {
			step();
			check();
		}
		List.copyOf(this.there).forEach(this.broker::gone);
		check();
		// Clients may come back for a while, and what is cached lasts for 2 s at most
		this.broker.pass(60_000);
		if (!this.broker.state().isEmpty()) {
			throw new AssertionError("Something is left: " + this.broker.state());
		}
		if (this.broker.deadlines() > 0 || this.broker.state().cached() > 0) {
			throw new AssertionError("Deadlines are left: " + this.broker.deadlines());
		}
	}

	private void step() {
		String peer = this.input.choose(PEERS);
		switch (this.input.choose(16)) {
			case 0 -> {
				this.broker.gone(peer);
				this.there.remove(peer);
			}
			case 1 -> this.broker.pass(this.input.choose(256) * 40L);
			case 2 -> this.broker.answer(peer, this.input.choose(List.of(SendResult.values())));
			case 3 -> hear(peer, Message.of(frames(this.input.choose(12))));
			case 4 -> stop();
			default -> hear(peer, form());
		}
	}

	private void stop() {
		if (this.input.choose(8) == 7) {
			this.broker.state().stop();
		}
	}

	private void hear(String peer, Message message) {
		WireMessage decoded = WireCodec.decodeAtBroker(message);
		this.there.add(peer);
		if (decoded instanceof ClientRequest request) {
			this.asked.merge(peer + " " + request.rid(), 1, Integer::sum);
		}
		this.broker.from(peer, decoded);
	}

	private Frame[] frames(int count) {
		Frame[] frames = new Frame[1 + count];
		for (int i = 0; i < frames.length; i++) {
			frames[i] = Frame.of(this.input.take(this.input.choose(16)));
		}
		return frames;
	}

	private Message form() {
		List<Frame> frames = new ArrayList<>();
		for (String part : this.input.choose(FORMS)) {
			frames.add(Frame.of(switch (part) {
				case "n" -> this.input.choose(NAMES);
				case "i" -> this.input.choose(IDS);
				case "p" -> this.input.choose(PEERS);
				case "o" -> this.input.choose(OPTIONS);
				case "d" -> "d".repeat(this.input.choose(256) * 4);
				default -> part;
			}));
		}
		return Message.of(frames.toArray(Frame[]::new));
	}

	private void check() {
		BrokerState state = this.broker.state();
		if (state.queued() < 0 || state.queued() > PEERS.size() * QUEUED * NAMES.size() || state.inFlight() < 0) {
			throw new AssertionError("Counts are wrong: " + state);
		}
		for (String peer : PEERS) {
			for (WireMessage message : this.broker.take(peer)) {
				WireCodec.encode(message);
				if (message instanceof ClientReply reply && reply.last()) {
					countAnswer(peer + " " + reply.rid());
				}
			}
		}
		this.broker.takeGiven();
		this.broker.events().clear();
		this.broker.notices().clear();
	}

	private void countAnswer(String request) {
		int answers = this.answered.merge(request, 1, Integer::sum);
		if (answers > this.asked.getOrDefault(request, 0)) {
			throw new AssertionError(request + " is answered " + answers + " times");
		}
	}

}
