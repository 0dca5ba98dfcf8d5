package io.pigato.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

import io.pigato.internal.Deadlines;

/** The clock of a simulation, what is to happen, and when. */
final class SimulatedTime {

	private static final long MILLI = 1_000_000;

	private final PriorityQueue<Event> events = new PriorityQueue<>(
			Comparator.comparingLong(Event::atNanos).thenComparingLong(Event::number));

	private final Deadlines deadlines = new Deadlines(0);

	private long nowNanos;

	private long count;

	long nowNanos() {
		return this.nowNanos;
	}

	long nowMillis() {
		return this.nowNanos / MILLI;
	}

	Deadlines deadlines() {
		return this.deadlines;
	}

	/** Has something happen later, after what was planned for the same time before. */
	void after(long nanos, Runnable action) {
		this.events.add(new Event(this.nowNanos + nanos, this.count++, action));
	}

	/** Lets everything happen that is due within a time from now. */
	void run(long millis) {
		long end = this.nowNanos + millis * MILLI;
		while (true) {
			long nextEvent = this.events.isEmpty() ? Long.MAX_VALUE : this.events.peek().atNanos();
			long next = Math.min(nextEvent, this.deadlines.nextNanos());
			if (next > end) {
				break;
			}
			this.nowNanos = Math.max(this.nowNanos, next);
			this.deadlines.advance(this.nowNanos);
			while (!this.events.isEmpty() && this.events.peek().atNanos() <= this.nowNanos) {
				this.events.remove().action().run();
			}
		}
		this.nowNanos = end;
		this.deadlines.advance(end);
	}

	private record Event(long atNanos, long number, Runnable action) {

	}

}
