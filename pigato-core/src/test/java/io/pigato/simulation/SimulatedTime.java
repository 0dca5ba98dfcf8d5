package io.pigato.simulation;

import java.util.PriorityQueue;

import io.pigato.internal.Deadlines;
import org.jspecify.annotations.Nullable;

/** The clock of a simulation, what is to happen, and when. */
final class SimulatedTime {

	static final long MILLI = 1_000_000;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	private final Deadlines deadlines = new Deadlines(0);

	private @Nullable Deadlines brokerDeadlines;

	private long nowNanos;

	private long count;

	long nowNanos() {
		return this.nowNanos;
	}

	long nowMillis() {
		return this.nowNanos / MILLI;
	}

	/** Those of clients and workers. */
	Deadlines deadlines() {
		return this.deadlines;
	}

	/** Those of a new broker; what the one before had planned will not happen. */
	Deadlines newBrokerDeadlines() {
		this.brokerDeadlines = new Deadlines(this.nowNanos);
		return this.brokerDeadlines;
	}

	void endBrokerDeadlines() {
		this.brokerDeadlines = null;
	}

	/** Has something happen later, after what was planned for the same time before. */
	void after(long nanos, Runnable action) {
		this.events.add(new Event(this.nowNanos + nanos, this.count++, action));
	}

	/** Lets everything happen that is due within a time from now. */
	void run(long millis) {
		long end = this.nowNanos + millis * MILLI;
		for (long next = next(); next <= end; next = next()) {
			this.nowNanos = Math.max(this.nowNanos, next);
			advance();
			while (!this.events.isEmpty() && this.events.peek().atNanos() <= this.nowNanos) {
				this.events.remove().action().run();
			}
		}
		this.nowNanos = end;
		advance();
	}

	private void advance() {
		this.deadlines.advance(this.nowNanos);
		if (this.brokerDeadlines != null) {
			this.brokerDeadlines.advance(this.nowNanos);
		}
	}

	private long next() {
		long next = this.events.isEmpty() ? Long.MAX_VALUE : this.events.peek().atNanos();
		next = Math.min(next, this.deadlines.nextNanos());
		return (this.brokerDeadlines != null) ? Math.min(next, this.brokerDeadlines.nextNanos()) : next;
	}

	private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {

		@Override
		public int compareTo(Event that) {
			int byTime = Long.compare(this.atNanos, that.atNanos);
			return (byTime != 0) ? byTime : Long.compare(this.number, that.number);
		}

	}

}
