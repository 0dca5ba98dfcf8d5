package io.pigato.samples.perf;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.pigato.PigatoException;
import io.pigato.PigatoRemoteException;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts what becomes of a client's requests. Safe for use by several threads. */
final class Tally {

	/** The kind of a reply that is not what the service answers. */
	static final String WRONG_REPLY = "WRONG_REPLY";

	private final Histogram empty = ClientReport.newHistogram();

	private final Histogram latencies = new ConcurrentHistogram(this.empty.getLowestDiscernibleValue(),
			this.empty.getHighestTrackableValue(), this.empty.getNumberOfSignificantValueDigits());

	private final LongAdder answered = new LongAdder();

	private final LongAdder partials = new LongAdder();

	private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

	void answered(long nanos) {
		this.latencies.recordValue(Math.min(nanos, this.empty.getHighestTrackableValue()));
		this.answered.increment();
	}

	void partial() {
		this.partials.increment();
	}

	void failed(PigatoException error) {
		failed((error instanceof PigatoRemoteException remote) ? remote.code() : kind(error));
	}

	void failed(String kind) {
		this.errors.computeIfAbsent(kind, (key) -> new LongAdder()).increment();
	}

	long finished() {
		return this.answered.sum() + failed();
	}

	long failed() {
		return this.errors.values().stream().mapToLong(LongAdder::sum).sum();
	}

	ClientReport report(Duration elapsed) {
		Map<String, Long> counts = new TreeMap<>();
		this.errors.forEach((kind, count) -> counts.put(kind, count.sum()));
		return new ClientReport(this.answered.sum(), this.partials.sum(), counts, elapsed, this.latencies.copy());
	}

	/** {@code TIMEOUT} of {@code PigatoTimeoutException}. */
	private static String kind(PigatoException error) {
		String name = error.getClass().getSimpleName().replaceFirst("^Pigato(?=.)", "").replaceFirst("Exception$", "");
		String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
		return words.isEmpty() ? "OTHER" : words;
	}

}
