package io.pigato.simulation.tcp;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import io.pigato.PigatoTimeoutException;
import io.pigato.client.ReplyCallback;
import org.jspecify.annotations.Nullable;

/**
 * What happened to each request, at its caller and at the handlers, and which rules were
 * broken. Safe for use by several threads.
 */
final class TcpLedger {

	private final List<Entry> requests = new CopyOnWriteArrayList<>();

	private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

	private final Map<Event, AtomicInteger> counts = new EnumMap<>(Event.class);

	TcpLedger() {
		for (Event event : Event.values()) {
			this.counts.put(event, new AtomicInteger());
		}
	}

	synchronized Entry request(Kind kind, boolean retry) {
		Entry entry = new Entry(this.requests.size(), kind, retry);
		this.requests.add(entry);
		count(Event.ASKED);
		return entry;
	}

	Entry entry(int number) {
		return this.requests.get(number);
	}

	void count(Event event) {
		this.counts.get(event).incrementAndGet();
	}

	int count(Event event, int more) {
		return this.counts.get(event).addAndGet(more);
	}

	boolean allEnded() {
		return this.requests.stream().allMatch(Entry::hasEnded);
	}

	List<String> pending() {
		return this.requests.stream().filter((entry) -> !entry.hasEnded()).map(Entry::toString).toList();
	}

	List<String> violations() {
		return List.copyOf(this.violations);
	}

	void addTo(Map<Event, Integer> sums) {
		this.counts.forEach((event, count) -> sums.merge(event, count.get(), Integer::sum));
	}

	private void check(boolean holds, String complaint) {
		if (!holds) {
			this.violations.add(complaint);
		}
	}

	/** What may happen; over enough seeds all of it has to. */
	enum Event {

		ASKED, REPLIED, STREAMED, REJECTED, FAILED, TIMED_OUT, CANCELLED, UNREACHABLE, RETRIED, WORKER_LOST,
		CONNECTION_CUT, STALLED, WORKER_CLOSED, CLIENT_CLOSED, BROKER_RESTARTED

	}

	/** What a handler does with a request. */
	enum Kind {

		ECHO, STREAM, REJECT_ONCE, FAIL, SILENT

	}

	/** One request, and the callback of its caller. */
	final class Entry implements ReplyCallback<String> {

		private final int number;

		private final Kind kind;

		private final boolean retry;

		private final AtomicInteger ends = new AtomicInteger();

		private final AtomicInteger entered = new AtomicInteger();

		private final AtomicInteger rejected = new AtomicInteger();

		private volatile boolean cancelled;

		private int parts;

		private int source = -1;

		private Entry(int number, Kind kind, boolean retry) {
			this.number = number;
			this.kind = kind;
			this.retry = retry;
		}

		/** What the handler is sent. */
		String data() {
			return this.number + ":" + this.kind;
		}

		Kind kind() {
			return this.kind;
		}

		/** A handler is entered; which time this is. */
		int enter() {
			int time = this.entered.incrementAndGet();
			check(this.retry || time <= 1 + this.rejected.get(), this + " was begun " + time + " times");
			return time;
		}

		void reject() {
			this.rejected.incrementAndGet();
			count(Event.REJECTED);
		}

		void cancelled() {
			this.cancelled = true;
			count(Event.CANCELLED);
		}

		boolean hasEnded() {
			return this.cancelled || this.ends.get() > 0;
		}

		@Override
		public synchronized void onPartial(String value) {
			check(this.ends.get() == 0, this + " got a part after its end");
			part(value, this.parts);
			this.parts++;
		}

		@Override
		public synchronized void onFinal(@Nullable String value) {
			end();
			check(this.kind != Kind.FAIL && this.kind != Kind.SILENT, this + " got a reply");
			part(String.valueOf(value), this.parts);
			check(this.kind != Kind.STREAM || this.parts == this.number % 50, this + " ended after " + this.parts);
			count((this.parts > 0) ? Event.STREAMED : Event.REPLIED);
		}

		@Override
		public synchronized void onError(PigatoException error) {
			end();
			if (error instanceof PigatoTimeoutException) {
				count(Event.TIMED_OUT);
			}
			else {
				count(isOnPurpose(error) ? Event.FAILED : Event.UNREACHABLE);
			}
		}

		private boolean isOnPurpose(PigatoException error) {
			return this.kind == Kind.FAIL && error instanceof PigatoRemoteException remote
					&& remote.code().equals("E_TEST");
		}

		private void end() {
			int before = this.ends.getAndIncrement();
			check(before == 0, this + " ended " + (before + 1) + " times");
		}

		/** A part names its request, the time the handler was entered, and its place. */
		private void part(String value, int place) {
			String[] said = value.split(":");
			check(said.length == 3 && said[0].equals(String.valueOf(this.number)), this + " got " + value);
			if (said.length == 3) {
				int from = Integer.parseInt(said[1]);
				check(this.source < 0 || this.source == from, this + " has parts of two handlers");
				this.source = from;
				check(said[2].equals(String.valueOf(place)), this + " got " + value + " as part " + place);
			}
		}

		@Override
		public String toString() {
			return "request " + data() + (this.retry ? " with retry" : "");
		}

	}

}
