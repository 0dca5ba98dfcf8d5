package io.pigato.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How long each process lived, and when it stood still: what the conductor recorded. */
final class Lives {

	private static final long FOR_EVER = Long.MAX_VALUE;

	private final Map<String, Long> killed = new HashMap<>();

	private final Map<String, Long> ended = new HashMap<>();

	private final Map<String, List<long[]>> pauses = new HashMap<>();

	void add(Line line) {
		switch (line.event()) {
			case KILLED -> this.killed.put(line.word(0), line.nanos());
			case STOPPED -> this.pauses.computeIfAbsent(line.word(0), (process) -> new ArrayList<>())
				.add(new long[] { line.nanos(), FOR_EVER });
			case CONTINUED -> {
				List<long[]> all = this.pauses.getOrDefault(line.word(0), List.of());
				if (!all.isEmpty()) {
					all.get(all.size() - 1)[1] = line.nanos();
				}
			}
			case ENDED -> this.ended.put(line.process(), line.nanos());
			default -> {
				// says nothing of lives
			}
		}
	}

	boolean endedInOrder(String process) {
		return this.ended.containsKey(process);
	}

	boolean wasKilled(String process) {
		return this.killed.containsKey(process);
	}

	/** When it ended, in whatever way. */
	long endNanos(String process) {
		Long end = this.killed.getOrDefault(process, this.ended.get(process));
		return (end != null) ? end : FOR_EVER;
	}

	int kills(String role) {
		return (int) this.killed.keySet().stream().filter((process) -> process.startsWith(role)).count();
	}

	/** How many nanoseconds between two moments a process could have done something. */
	long awake(String process, long fromNanos, long toNanos) {
		long time = toNanos - fromNanos;
		for (long[] pause : this.pauses.getOrDefault(process, List.of())) {
			time -= Math.max(0, Math.min(toNanos, pause[1]) - Math.max(fromNanos, pause[0]));
		}
		return time;
	}

}
