package io.pigato.simulation;

import java.util.ArrayList;
import java.util.List;

import io.pigato.PigatoException;
import io.pigato.client.SimulatedClient;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;

/**
 * What happened to each request, at its caller and at the handlers, and which rules were
 * broken. Payloads are texts {@code request:entry:index}.
 */
final class Ledger {

	private static final long SLACK_MILLIS = 5;

	private final SimulatedTime time;

	private final List<Entry> requests = new ArrayList<>();

	private final List<String> violations = new ArrayList<>();

	private int handlerEntries;

	private int replies;

	private int partials;

	Ledger(SimulatedTime time) {
		this.time = time;
	}

	Entry newRequest(boolean retry, long timeoutMillis) {
		Entry entry = new Entry(this.requests.size(), retry, timeoutMillis);
		this.requests.add(entry);
		return entry;
	}

	/** A handler is entered with a payload; which entry this is, of all. */
	int entered(Frame data) {
		Entry entry = this.requests.get(Integer.parseInt(words(data)[0]));
		entry.entered++;
		if (!entry.retry && entry.entered > 1 + entry.rejected) {
			violation(entry, "entered " + entry.entered + " times without retry, rejected " + entry.rejected);
		}
		return this.handlerEntries++;
	}

	void rejected(Frame data) {
		this.requests.get(Integer.parseInt(words(data)[0])).rejected++;
	}

	static Frame payload(int request, int entry, int index) {
		return Frame.of("\"" + request + ":" + entry + ":" + index + "\"");
	}

	static int request(Frame data) {
		return Integer.parseInt(words(data)[0]);
	}

	void check(boolean holds, String rule) {
		if (!holds) {
			this.violations.add("at " + this.time.nowMillis() + " ms: " + rule);
		}
	}

	/** Every request with a time-out must have ended by now. */
	void checkEnded(boolean all) {
		for (Entry entry : this.requests) {
			if (!entry.ended && (all || entry.timeoutMillis > 0)) {
				violation(entry, "has not ended");
			}
		}
	}

	List<String> violations() {
		return this.violations;
	}

	int requests() {
		return this.requests.size();
	}

	int replies() {
		return this.replies;
	}

	int partials() {
		return this.partials;
	}

	private void violation(Entry entry, String what) {
		this.violations.add("at " + this.time.nowMillis() + " ms: request " + entry.number + " " + what);
	}

	private static String[] words(Frame data) {
		String text = data.text();
		return text.substring(1, text.length() - 1).split(":");
	}

	/** One request at its caller. */
	final class Entry implements SimulatedClient.Replies {

		private final int number;

		private final boolean retry;

		private final long timeoutMillis;

		private long lastSign;

		private boolean ended;

		private int entered;

		private int rejected;

		private int seenPartials;

		private int attempt = -1;

		private Entry(int number, boolean retry, long timeoutMillis) {
			this.number = number;
			this.retry = retry;
			this.timeoutMillis = timeoutMillis;
			this.lastSign = Ledger.this.time.nowMillis();
		}

		int number() {
			return this.number;
		}

		/** The caller has cancelled it: that is its end. */
		void cancelled() {
			this.ended = true;
		}

		boolean isEnded() {
			return this.ended;
		}

		@Override
		public void partial(Frame data) {
			Ledger.this.partials++;
			checkOwn(data, this.seenPartials);
			this.seenPartials++;
		}

		@Override
		public void reply(ReplyBody body) {
			if (body.code() == ReplyCode.OK) {
				Ledger.this.replies++;
				checkOwn(body.data(), this.seenPartials);
			}
			end();
		}

		@Override
		public void error(PigatoException error) {
			end();
		}

		private void checkOwn(Frame data, int index) {
			String[] words = words(data);
			int entry = Integer.parseInt(words[1]);
			if (this.ended) {
				violation(this, "was answered after its end");
			}
			if (Integer.parseInt(words[0]) != this.number) {
				violation(this, "got the answer to request " + words[0]);
			}
			else if (this.attempt != -1 && this.attempt != entry) {
				violation(this, "got answers of two attempts");
			}
			else if (Integer.parseInt(words[2]) != index) {
				violation(this, "got part " + words[2] + " in place of " + index);
			}
			this.attempt = entry;
			checkInTime();
			this.lastSign = Ledger.this.time.nowMillis();
		}

		private void end() {
			if (this.ended) {
				violation(this, "ended twice");
			}
			checkInTime();
			this.ended = true;
		}

		private void checkInTime() {
			long silence = Ledger.this.time.nowMillis() - this.lastSign;
			if (this.timeoutMillis > 0 && silence > this.timeoutMillis + SLACK_MILLIS) {
				violation(this, "was silent for " + silence + " ms of " + this.timeoutMillis);
			}
		}

	}

}
