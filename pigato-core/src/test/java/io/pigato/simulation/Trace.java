package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened, in order, with times, for people; kept only when a seed is replayed. */
final class Trace {

	private final SimulatedTime time;

	private final boolean on;

	private final List<String> lines = new ArrayList<>();

	Trace(SimulatedTime time, boolean on) {
		this.time = time;
		this.on = on;
	}

	/** One event; the parts become text only if somebody wants to read it. */
	void add(Object who, String what, Object object) {
		if (this.on) {
			this.lines
				.add(String.format(Locale.ROOT, "%10.3f ms  %s %s %s", this.time.nowNanos() / 1e6, who, what, object));
		}
	}

	List<String> lines() {
		return this.lines;
	}

}
