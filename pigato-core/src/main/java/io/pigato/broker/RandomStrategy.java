package io.pigato.broker;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Any worker. The broker does not ask it: it draws from its pools itself. */
final class RandomStrategy implements DispatchStrategy {

	@Override
	public Candidate choose(String service, List<Candidate> candidates) {
		return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

}
