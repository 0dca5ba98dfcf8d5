package io.pigato.samples.perf;

import java.util.concurrent.atomic.AtomicLong;

import io.pigato.PigatoException;
import io.pigato.client.PigatoClient;
import io.pigato.client.ReplyCallback;
import org.jspecify.annotations.Nullable;

/**
 * A number of requests, a window of them in flight: whichever reply ends a request sends
 * the next. No thread waits.
 */
final class Wave {

	private final PigatoClient client;

	private final Question question;

	private final long total;

	private final Tally tally;

	private final Runnable over;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong finished = new AtomicLong();

	/**
	 * Made, not begun.
	 * @param client asks
	 * @param question what it asks
	 * @param total how many times, at least 1
	 * @param tally counts
	 * @param over called after the last reply
	 */
	Wave(PigatoClient client, Question question, long total, Tally tally, Runnable over) {
		this.client = client;
		this.question = question;
		this.total = total;
		this.tally = tally;
		this.over = over;
	}

	/**
	 * Sends the first requests.
	 * @param window how many; 0: all
	 */
	void begin(int window) {
		long first = (window == 0) ? this.total : Math.min(window, this.total);
		for (long i = 0; i < first; i++) {
			next();
		}
	}

	private void next() {
		boolean sending = false;
		while (!sending && this.sent.incrementAndGet() <= this.total) {
			sending = send();
		}
	}

	private boolean send() {
		long begin = System.nanoTime();
		try {
			this.question.to(this.client).callback(String.class, new Answer(begin));
			return true;
		}
		catch (PigatoException ex) {
			this.tally.failed(ex);
			finish();
			return false;
		}
	}

	private void finish() {
		if (this.finished.incrementAndGet() == this.total) {
			this.over.run();
		}
	}

	private final class Answer implements ReplyCallback<String> {

		private final long begin;

		private int partials;

		Answer(long begin) {
			this.begin = begin;
		}

		@Override
		public void onPartial(String value) {
			this.partials++;
			Wave.this.tally.partial();
		}

		@Override
		public void onFinal(@Nullable String value) {
			long nanos = System.nanoTime() - this.begin;
			if (Wave.this.question.isAnsweredBy(value, this.partials)) {
				Wave.this.tally.answered(nanos);
			}
			else {
				Wave.this.tally.failed(Tally.WRONG_REPLY);
			}
			end();
		}

		@Override
		public void onError(PigatoException error) {
			Wave.this.tally.failed(error);
			end();
		}

		private void end() {
			next();
			finish();
		}

	}

}
