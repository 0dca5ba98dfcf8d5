package io.pigato.broker;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One worker after the other. The broker does not ask it: its pools are in that order.
 */
final class RoundRobinStrategy implements DispatchStrategy {

	private final AtomicInteger turn = new AtomicInteger();

	@Override
	public Candidate choose(String service, List<Candidate> candidates) {
		return candidates.get(Math.floorMod(this.turn.getAndIncrement(), candidates.size()));
	}

}
