package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;

/** How often each thing has happened. */
final class Coverage {

	private final long[] counts = new long[Happening.values().length];

	void count(Happening happening) {
		this.counts[happening.ordinal()]++;
	}

	void addAll(Coverage other) {
		for (int i = 0; i < this.counts.length; i++) {
			this.counts[i] += other.counts[i];
		}
	}

	long of(Happening happening) {
		return this.counts[happening.ordinal()];
	}

	/** What has never happened. */
	List<Happening> missing() {
		List<Happening> missing = new ArrayList<>();
		for (Happening happening : Happening.values()) {
			if (of(happening) == 0) {
				missing.add(happening);
			}
		}
		return missing;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (Happening happening : Happening.values()) {
			text.append(text.isEmpty() ? "" : ", ")
				.append(happening.name().toLowerCase().replace('_', ' '))
				.append(' ')
				.append(of(happening));
		}
		return text.toString();
	}

}
