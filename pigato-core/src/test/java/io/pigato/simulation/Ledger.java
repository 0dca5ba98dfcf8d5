package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.pigato.PigatoClosedException;
import io.pigato.PigatoConnectionException;
import io.pigato.PigatoException;
import io.pigato.PigatoTimeoutException;
import io.pigato.client.SimulatedClient;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.ReplyOptions;
import org.jspecify.annotations.Nullable;

/**
 * What happened to each request, at its caller and at the handlers, and which rules were
 * broken. Payloads are texts {@code request:entry:index}, so that each tells whose it is:
 * the number of the first request with it, how many handlers had been entered before the
 * one that made it, and its place among the parts of the reply.
 */
final class Ledger {

	private static final long SLACK_MILLIS = 5;

	private static final int RECENT = 200;

	private final SimulatedTime time;

	private final Coverage coverage;

	private final Trace trace;

	private final List<Entry> requests = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	private int handlerEntries;

	Ledger(SimulatedTime time, Coverage coverage, Trace trace) {
		this.time = time;
		this.coverage = coverage;
		this.trace = trace;
	}

	Entry newRequest(Object owner, Wish wish) {
		Entry entry = new Entry(this.requests.size(), owner, wish);
		this.requests.add(entry);
		if (entry.first() != entry) {
			entry.first().copies++;
			entry.first().repeats++;
		}
		count(Happening.ASKED);
		this.trace.add(owner, "asks for", entry);
		return entry;
	}

	/** A handler is entered; which entry this is, of all. */
	int entered(Object worker, String offered, Frame asked, Frame data) {
		Entry entry = entry(data);
		this.trace.add(worker, "begins with", entry);
		check(entry != null, () -> worker + " was given " + data + ", which nobody asked");
		if (entry != null) {
			entry.entered++;
			int most = entry.copies + entry.rejected;
			check(entry.wish.retry() || entry.entered <= most,
					() -> entry + " entered a handler " + entry.entered + " times without retry, allowed " + most);
			check(asked.text().equals(entry.wish.service()), () -> entry + " came under the name " + asked);
			check(Names.couldServe(offered, entry.wish.service()), () -> entry + " came to a worker of " + offered);
		}
		return this.handlerEntries++;
	}

	void rejected(Frame data) {
		Entry entry = entry(data);
		if (entry != null) {
			entry.rejected++;
		}
	}

	@Nullable Entry entry(Frame data) {
		int number = number(data);
		return (number >= 0 && number < this.requests.size()) ? this.requests.get(number) : null;
	}

	/** One of the last requests, any. */
	@Nullable Entry recent(RandomGenerator random) {
		int count = this.requests.size();
		return (count > 0) ? this.requests.get(count - 1 - random.nextInt(Math.min(RECENT, count))) : null;
	}

	static Frame payload(int request, int entry, int index) {
		return Frame.of("\"" + request + ":" + entry + ":" + index + "\"");
	}

	/** What a worker says of its reply: often that it may be used again for a while. */
	static Frame anyReplyOptions(RandomGenerator random) {
		return switch (random.nextInt(8)) {
			case 0 -> ReplyOptions.encode(1 + random.nextInt(50));
			case 1, 2 -> ReplyOptions.encode(500);
			case 3 -> ReplyOptions.encode(3_600_000);
			default -> JsonFrames.EMPTY_OBJECT;
		};
	}

	/** The number of the request that a payload belongs to, or −1. */
	static int number(Frame data) {
		String[] words = words(data);
		return (words.length == 3) ? Integer.parseInt(words[0]) : -1;
	}

	void count(Happening happening) {
		this.coverage.count(happening);
	}

	void check(boolean holds, Supplier<String> violation) {
		if (!holds) {
			String text = "at " + this.time.nowMillis() + " ms: " + violation.get();
			this.violations.add(text);
			this.trace.add("###", "VIOLATION", text);
		}
	}

	/** Every request with a time-out must have ended by now. */
	void checkEnded(boolean all) {
		for (Entry entry : this.requests) {
			check(entry.ended || (!all && entry.wish.timeoutMillis() == 0), () -> entry + " has not ended");
		}
	}

	List<String> violations() {
		return this.violations;
	}

	int requests() {
		return this.requests.size();
	}

	private static String[] words(Frame data) {
		String text = data.text();
		boolean quoted = text.length() > 1 && text.charAt(0) == '"';
		return quoted ? text.substring(1, text.length() - 1).split(":") : new String[0];
	}

	/**
	 * What a caller wants.
	 *
	 * @param service the name asked for
	 * @param retry whether it may be done twice
	 * @param timeoutMillis the longest silence, 0 for none
	 * @param target the one worker to ask, or {@code null}
	 * @param noCache whether a stored reply will not do
	 * @param repeated the number of the first request for the same service with the same
	 * data, or −1 if this is the first
	 * @param query what is asked of the directory, {@code null} if it is not asked
	 */
	record Wish(String service, boolean retry, long timeoutMillis, @Nullable String target, boolean noCache,
			int repeated, @Nullable Frame query) {

		static Wish of(String service, boolean retry, long timeoutMillis, @Nullable String target) {
			return new Wish(service, retry, timeoutMillis, target, false, -1, null);
		}

		/** Which workers there are. */
		static Wish ofDirectory(Frame query, long timeoutMillis) {
			return new Wish("$dir", true, timeoutMillis, null, false, -1, query);
		}

		/** The same as somebody asked before, in another way. */
		Wish repeating(Entry earlier, boolean skipCache) {
			Wish its = earlier.first().wish;
			return new Wish(its.service, its.retry, this.timeoutMillis, this.target, skipCache, earlier.first().number,
					its.query);
		}

	}

	/** One request at its caller. */
	final class Entry implements SimulatedClient.Replies {

		private final int number;

		private final Object owner;

		private final Wish wish;

		private int copies = 1;

		private long lastSign;

		private int repeats;

		private int sent;

		private boolean ended;

		private boolean mayMissParts;

		private int entered;

		private int rejected;

		private int seenPartials;

		private int attempt = -1;

		private Entry(int number, Object owner, Wish wish) {
			this.number = number;
			this.owner = owner;
			this.wish = wish;
			this.lastSign = Ledger.this.time.nowMillis();
		}

		int number() {
			return this.number;
		}

		Wish wish() {
			return this.wish;
		}

		/** The first request with the same data. */
		Entry first() {
			return (this.wish.repeated() >= 0) ? Ledger.this.requests.get(this.wish.repeated()) : this;
		}

		Frame data() {
			Frame query = this.wish.query();
			return (query != null) ? query : payload(first().number, 0, 0);
		}

		/** It has left its client, once more if its connection had ended. */
		void sent() {
			if (++this.sent > 1 + this.repeats) {
				count(Happening.RESENT);
			}
		}

		/** It was sent once more, in one breath with the first time. */
		void copied() {
			first().copies++;
			count(Happening.REPEATED_AT_ONCE);
		}

		/** Its connection broke, and the client goes on under the same identity. */
		void connectionBroke() {
			this.mayMissParts = true;
		}

		/** The caller has cancelled it, or is gone: that is its end. */
		void abandoned(Happening how) {
			Ledger.this.trace.add(this.owner, "abandons", this);
			count(how);
			this.ended = true;
		}

		boolean isEnded() {
			return this.ended;
		}

		long silenceMillis() {
			return Ledger.this.time.nowMillis() - this.lastSign;
		}

		@Override
		public void partial(Frame data) {
			count(Happening.PARTIAL);
			checkOwn(data, this.seenPartials);
			this.seenPartials++;
		}

		@Override
		public void reply(ReplyBody body) {
			if (body.code() == ReplyCode.OK) {
				count(Happening.REPLIED);
				checkOwn(body.data(), this.seenPartials);
			}
			else {
				count(Happening.HANDLER_ERROR);
			}
			end("with " + body.code() + " " + body.data());
		}

		@Override
		public void error(PigatoException error) {
			if (error instanceof PigatoTimeoutException) {
				count(Happening.CLIENT_TIMEOUT);
			}
			else if (error instanceof PigatoConnectionException) {
				count(Happening.CONNECTION_ERROR);
			}
			else if (error instanceof PigatoClosedException) {
				count(Happening.CLOSED);
			}
			end("by " + error.getClass().getSimpleName());
		}

		private void checkOwn(Frame data, int index) {
			check(!this.ended, () -> this + " was answered after its end");
			if (this.wish.query() != null) {
				boolean json = data.text().startsWith("{") || data.text().startsWith("[");
				check(json, () -> this + " got the answer to another request: " + data);
				checkInTime();
				return;
			}
			String[] words = words(data);
			if (words.length != 3 || Integer.parseInt(words[0]) != first().number) {
				check(false, () -> this + " got the answer to another request: " + data);
				return;
			}
			int entry = Integer.parseInt(words[1]);
			int part = Integer.parseInt(words[2]);
			boolean inOrder = part == index || (this.mayMissParts && part > index);
			check(this.attempt == -1 || this.attempt == entry, () -> this + " got answers of two attempts");
			check(inOrder || this.attempt != entry && this.attempt != -1,
					() -> this + " got part " + part + " in place of " + index);
			if (this.mayMissParts) {
				this.seenPartials = Math.max(part, index);
			}
			this.attempt = entry;
			checkInTime();
			this.lastSign = Ledger.this.time.nowMillis();
		}

		private void end(String how) {
			Ledger.this.trace.add(this.owner, "sees the end of " + this, how);
			check(!this.ended, () -> this + " ended twice");
			checkInTime();
			this.ended = true;
		}

		private void checkInTime() {
			long silence = silenceMillis();
			long limit = this.wish.timeoutMillis();
			check(limit == 0 || silence <= limit + SLACK_MILLIS,
					() -> this + " was silent for " + silence + " ms of " + limit);
		}

		@Override
		public String toString() {
			return "request " + this.number + " of " + this.owner + " for " + this.wish.service();
		}

	}

}
