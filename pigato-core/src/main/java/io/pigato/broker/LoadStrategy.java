package io.pigato.broker;

import java.util.Comparator;
import java.util.List;

/** The least busy worker. The broker does not ask it: its pools are in that order. */
final class LoadStrategy implements DispatchStrategy {

	@Override
	public Candidate choose(String service, List<Candidate> candidates) {
		return candidates.stream().min(Comparator.comparingInt(Candidate::inFlight)).orElseThrow();
	}

}
