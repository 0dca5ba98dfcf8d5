package io.pigato.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.pigato.ErrorCodes;

/**
 * How long it took others to notice what the conductor did to a process. Accidents come
 * one after the other, so that what happens before the next one is due to the last.
 */
final class Delays {

	private static final double MILLION = 1e6;

	private final List<Line> accidents = new ArrayList<>();

	private final List<Line> losses = new ArrayList<>();

	private final Map<String, List<Line>> connections = new HashMap<>();

	private final Map<String, Long> failedNanos = new HashMap<>();

	private final Map<String, String> failedAt = new HashMap<>();

	private final Map<String, List<Long>> samples = new TreeMap<>();

	void add(Line line) {
		switch (line.event()) {
			case KILLED, STOPPED, CONTINUED, FAULT, HEALED -> this.accidents.add(line);
			case WORKER_LOST -> this.losses.add(line);
			case CONNECTED, DISCONNECTED ->
				this.connections.computeIfAbsent(line.process(), (process) -> new ArrayList<>()).add(line);
			case ERROR -> {
				if (line.word(1).equals(ErrorCodes.WORKER_LOST)) {
					this.failedNanos.put(line.word(0), line.nanos());
				}
			}
			case BEGUN -> {
				if (this.failedNanos.containsKey(line.word(0))) {
					this.failedAt.put(line.word(0), line.word(1).substring(0, line.word(1).indexOf('/')));
				}
			}
			default -> {
				// nobody notices anything by it
			}
		}
	}

	/**
	 * One row a pair of accident and witness: how often, median, 95th of 100, longest.
	 */
	List<String> rows() {
		this.samples.clear();
		for (int i = 0; i < this.accidents.size(); i++) {
			long next = (i + 1 < this.accidents.size()) ? this.accidents.get(i + 1).nanos() : Long.MAX_VALUE;
			measure(this.accidents.get(i), next);
		}
		List<String> rows = new ArrayList<>();
		this.samples.forEach((what, nanos) -> {
			Collections.sort(nanos);
			rows.add(String.format(Locale.ROOT, "| %s | %d | %.1f | %.1f | %.1f |", what, nanos.size(),
					part(nanos, 0.5) / MILLION, part(nanos, 0.95) / MILLION, part(nanos, 1) / MILLION));
		});
		return rows;
	}

	/**
	 * The longest delay of those whose row begins so, in milliseconds; 0 if there is
	 * none.
	 */
	double longestMillis(String beginning) {
		rows();
		return this.samples.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(beginning))
			.flatMap((entry) -> entry.getValue().stream())
			.mapToLong(Long::longValue)
			.max()
			.orElse(0) / MILLION;
	}

	private static double part(List<Long> sorted, double share) {
		return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
	}

	private void measure(Line accident, long next) {
		String victim = accident.word(0);
		switch (accident.event()) {
			case KILLED -> {
				if (victim.startsWith("broker")) {
					disconnected("connection end: broker killed", accident, next, "");
				}
				else {
					lost("connection end: worker killed", accident, next, victim);
					failed("connection end: worker killed", accident, next, victim);
				}
			}
			case STOPPED -> {
				if (victim.startsWith("broker")) {
					disconnected("silence: broker stopped", accident, next, "");
				}
				else {
					lost("silence: worker stopped", accident, next, victim);
				}
			}
			case FAULT -> fault(Fault.valueOf(victim), accident, next);
			default -> {
				// the end of an accident
			}
		}
	}

	private void fault(Fault fault, Line accident, long next) {
		String victim = accident.word(1);
		switch (fault) {
			case CUT, DROP -> {
				lost("connection end: cut", accident, next, victim);
				disconnected("connection end: cut", accident, next, victim);
			}
			case BLACK_HOLE -> {
				lost("silence: black hole", accident, next, victim);
				disconnected("silence: black hole", accident, next, victim);
			}
			case HALF_OPEN -> {
				lost("connection end: half open, on the broker's side", accident, next, victim);
				disconnected("silence: half open, on the peer's side", accident, next, victim);
			}
			default -> {
				// may pass unnoticed
			}
		}
	}

	private void lost(String what, Line accident, long next, String victim) {
		this.losses.stream()
			.filter((line) -> line.word(0).startsWith(victim + "-"))
			.filter((line) -> line.nanos() >= accident.nanos() && line.nanos() < next)
			.findFirst()
			.ifPresent((line) -> sample(what + " \u2192 broker", accident, line.nanos()));
	}

	private void failed(String what, Line accident, long next, String victim) {
		this.failedAt.forEach((id, process) -> {
			long nanos = this.failedNanos.getOrDefault(id, 0L);
			if (process.equals(victim) && nanos >= accident.nanos() && nanos < next) {
				sample(what + " \u2192 caller", accident, nanos);
			}
		});
	}

	private void disconnected(String what, Line accident, long next, String only) {
		this.connections.forEach((process, lines) -> {
			Line before = null;
			for (Line line : lines) {
				boolean inTime = line.nanos() >= accident.nanos() && line.nanos() < next;
				boolean wasUp = before != null && before.event() == Event.CONNECTED
						&& before.nanos() < accident.nanos();
				if (line.event() == Event.DISCONNECTED && inTime && wasUp && (only.isEmpty() || process.equals(only))) {
					String who = process.startsWith("client") ? "client" : "worker";
					sample(what + " \u2192 " + who, accident, line.nanos());
				}
				before = line;
			}
		});
	}

	private void sample(String what, Line accident, long nanos) {
		this.samples.computeIfAbsent(what, (name) -> new ArrayList<>()).add(nanos - accident.nanos());
	}

}
