package io.pigato.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

import io.pigato.transport.Transport;

/**
 * What is to happen: a seed decides which accident comes when and to whom. How they meet
 * the requests is up to threads, sockets and processes: the same seed makes the same
 * plan, not the same run.
 *
 * @param engine the transport of all
 * @param seed of the plan
 * @param requests how many at least
 * @param kills how many at least
 * @param limit how long at most
 * @param rate requests a second of each client
 */
record ChaosPlan(Transport engine, long seed, int requests, int kills, Duration limit, int rate) {

	static final int HEARTBEAT_MILLIS = 200;

	static final int CLIENTS = 2;

	/** After which anybody who is silent is given up. */
	static final int SILENCE_MILLIS = HEARTBEAT_MILLIS * (ChildSettings.LIVENESS + 1);

	/** Accidents without end: each of a deck once, then the deck is shuffled again. */
	Accidents accidents() {
		return new Accidents(this.seed);
	}

	/** What is done. */
	enum Deed {

		KILL, STOP, FAULT

	}

	/** To whom it is done; the proxy is that of a client or a worker. */
	enum Role {

		BROKER, WORKER, CLIENT

	}

	/**
	 * One accident.
	 *
	 * @param deed what is done
	 * @param role to whom
	 * @param index to which of them
	 * @param fault what the proxy does, if it is one
	 * @param millis for how long
	 */
	record Accident(Deed deed, Role role, int index, Fault fault, int millis) {

	}

	/** The deck. */
	static final class Accidents {

		private static final Role[] MORTALS = { Role.WORKER, Role.BROKER, Role.CLIENT, Role.WORKER };

		private final Random random;

		private final Deque<Accident> deck = new ArrayDeque<>();

		Accidents(long seed) {
			this.random = new Random(seed);
		}

		Accident next() {
			if (this.deck.isEmpty()) {
				shuffle();
			}
			return this.deck.remove();
		}

		/** How long it is calm before the next one. */
		int calmMillis() {
			return 50 + this.random.nextInt(250);
		}

		private void shuffle() {
			List<Accident> fresh = new ArrayList<>();
			for (Role role : MORTALS) {
				fresh.add(accident(Deed.KILL, role, Fault.CUT));
				fresh.add(accident(Deed.KILL, role, Fault.CUT));
			}
			for (Role role : Role.values()) {
				fresh.add(accident(Deed.STOP, role, Fault.CUT));
			}
			for (Fault fault : Fault.values()) {
				fresh.add(accident(Deed.FAULT, this.random.nextBoolean() ? Role.WORKER : Role.CLIENT, fault));
			}
			Collections.shuffle(fresh, this.random);
			this.deck.addAll(fresh);
		}

		/** Shorter than anybody may be silent, or longer. */
		private Accident accident(Deed deed, Role role, Fault fault) {
			int index = switch (role) {
				case BROKER -> 0;
				case WORKER -> this.random.nextInt(ChaosWorker.COUNT);
				case CLIENT -> this.random.nextInt(CLIENTS);
			};
			boolean isShort = this.random.nextInt(4) == 0;
			int millis = isShort ? SILENCE_MILLIS / 4 : SILENCE_MILLIS + SILENCE_MILLIS / 2 + this.random.nextInt(200);
			return new Accident(deed, role, index, fault, millis);
		}

	}

}
