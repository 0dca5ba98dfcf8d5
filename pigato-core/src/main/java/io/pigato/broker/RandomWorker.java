package io.pigato.broker;

import java.util.List;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/** Draws a worker from all pools that serve the name, as if they were one. */
final class RandomWorker implements WorkerChoice {

	private final SplittableRandom random;

	RandomWorker(long seed) {
		this.random = new SplittableRandom(seed);
	}

	@Override
	public @Nullable WorkerRecord choose(BrokerRequest request) {
		List<Turn> turns = request.service().turns();
		int count = 0;
		for (Turn turn : turns) {
			count += turn.server().workers().withRoom().size();
		}
		int start = (count > 0) ? this.random.nextInt(count) : 0;
		for (int i = 0; i < count; i++) {
			WorkerRecord worker = at((start + i) % count, turns);
			if (!request.wasRejectedBy(worker)) {
				return worker;
			}
		}
		return null;
	}

	private static WorkerRecord at(int position, List<Turn> turns) {
		int index = position;
		for (Turn turn : turns) {
			List<WorkerRecord> workers = turn.server().workers().withRoom();
			if (index < workers.size()) {
				return workers.get(index);
			}
			index -= workers.size();
		}
		throw new IllegalArgumentException("No worker at " + position);
	}

}
