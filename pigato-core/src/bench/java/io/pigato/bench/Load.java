package io.pigato.bench;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.HdrHistogram.ConcurrentHistogram;

/**
 * A closed loop: so many requests under way, each reply sends the next. It measures what
 * a system carries and how long it then takes, not what bursts do to it.
 */
final class Load {

	private static final long GRACE_SECONDS = 60;

	private final ConcurrentHistogram histogram = new ConcurrentHistogram(TimeUnit.SECONDS.toNanos(60), 3);

	private final CompletableFuture<Void> ended = new CompletableFuture<>();

	private final AtomicInteger running = new AtomicInteger();

	private final long beginNanos = System.nanoTime();

	private final long endNanos;

	private Load(Duration time) {
		this.endNanos = this.beginNanos + time.toNanos();
	}

	/** Something that can be asked without waiting. */
	interface Asker {

		void ask(Reply reply);

	}

	/** Something that is asked and waited for. */
	interface Caller {

		void call() throws Exception;

	}

	/** What comes of one request. */
	interface Reply {

		void done();

		void failed(Throwable cause);

	}

	/**
	 * Keeps a number of requests under way.
	 * @param askers who ask, in turn
	 * @param window how many in all
	 * @param time for how long
	 * @return what came of it
	 */
	static Result run(List<? extends Asker> askers, int window, Duration time) throws Exception {
		Load load = new Load(time);
		load.running.set(window);
		for (int i = 0; i < window; i++) {
			load.next(askers.get(i % askers.size()));
		}
		load.ended.get(time.toSeconds() + GRACE_SECONDS, TimeUnit.SECONDS);
		return load.result();
	}

	/**
	 * Asks and waits, one after another, on the calling thread.
	 * @param caller who asks
	 * @param time for how long
	 * @return what came of it
	 */
	static Result run(Caller caller, Duration time) throws Exception {
		Load load = new Load(time);
		long now = System.nanoTime();
		while (now - load.endNanos < 0) {
			long sent = now;
			caller.call();
			now = System.nanoTime();
			load.record(sent, now);
		}
		return load.result();
	}

	private void next(Asker asker) {
		asker.ask(new Pending(asker, System.nanoTime()));
	}

	private void record(long sent, long now) {
		this.histogram.recordValue(Math.min(now - sent, this.histogram.getHighestTrackableValue()));
	}

	private Result result() {
		long count = this.histogram.getTotalCount();
		return new Result(count, count / ((System.nanoTime() - this.beginNanos) / 1e9), micros(50), micros(99),
				micros(99.9));
	}

	private double micros(double percentile) {
		return this.histogram.getValueAtPercentile(percentile) / 1000.0;
	}

	/**
	 * What was measured.
	 *
	 * @param count of replies
	 * @param perSecond replies a second
	 * @param p50 of the time from request to reply, in microseconds
	 * @param p99 of the same
	 * @param p999 of the same
	 */
	record Result(long count, double perSecond, double p50, double p99, double p999) {

	}

	private final class Pending implements Reply {

		private final Asker asker;

		private final long sent;

		Pending(Asker asker, long sent) {
			this.asker = asker;
			this.sent = sent;
		}

		@Override
		public void done() {
			long now = System.nanoTime();
			record(this.sent, now);
			if (now - Load.this.endNanos < 0) {
				next(this.asker);
			}
			else if (Load.this.running.decrementAndGet() == 0) {
				Load.this.ended.complete(null);
			}
		}

		@Override
		public void failed(Throwable cause) {
			Load.this.ended.completeExceptionally(cause);
		}

	}

}
