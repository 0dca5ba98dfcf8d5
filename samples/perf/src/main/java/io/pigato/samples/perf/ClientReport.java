package io.pigato.samples.perf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.HdrHistogram.Histogram;

/**
 * What clients have measured.
 *
 * @param answered requests with their final replies
 * @param partials partial replies
 * @param errors how many requests failed, by kind
 * @param elapsed from the first request to the last reply, of the slowest client
 * @param latencies of the answered requests, in nanoseconds
 */
record ClientReport(long answered, long partials, Map<String, Long> errors, Duration elapsed, Histogram latencies) {

	private static final ObjectMapper MAPPER = new ObjectMapper();

	/** From 1 µs to an hour, with three digits. */
	static Histogram newHistogram() {
		return new Histogram(1_000, Duration.ofHours(1).toNanos(), 3);
	}

	/** All of them as one. */
	static ClientReport merge(List<ClientReport> reports) {
		long answered = 0;
		long partials = 0;
		Map<String, Long> errors = new TreeMap<>();
		Duration elapsed = Duration.ZERO;
		Histogram latencies = newHistogram();
		for (ClientReport report : reports) {
			answered += report.answered;
			partials += report.partials;
			report.errors.forEach((kind, count) -> errors.merge(kind, count, Long::sum));
			elapsed = (report.elapsed.compareTo(elapsed) > 0) ? report.elapsed : elapsed;
			latencies.add(report.latencies);
		}
		return new ClientReport(answered, partials, errors, elapsed, latencies);
	}

	long failed() {
		return this.errors.values().stream().mapToLong(Long::longValue).sum();
	}

	double requestsPerSecond() {
		double seconds = this.elapsed.toNanos() / 1e9;
		return (seconds > 0) ? this.answered / seconds : 0;
	}

	double latencyMillis(double percentile) {
		return (this.answered > 0) ? this.latencies.getValueAtPercentile(percentile) / 1e6 : 0;
	}

	/** One line, from a client's process to that of the run. */
	String encode() {
		ByteBuffer buffer = ByteBuffer.allocate(this.latencies.getNeededByteBufferCapacity());
		byte[] bytes = new byte[this.latencies.encodeIntoCompressedByteBuffer(buffer)];
		buffer.flip().get(bytes);
		try {
			return MAPPER.writeValueAsString(new Line(this.answered, this.partials, this.errors, this.elapsed.toNanos(),
					Base64.getEncoder().encodeToString(bytes)));
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Reads such a line.
	 * @throws PerfException if it is none
	 */
	static ClientReport decode(String text) {
		try {
			Line line = MAPPER.readValue(text, Line.class);
			Histogram latencies = Histogram
				.decodeFromCompressedByteBuffer(ByteBuffer.wrap(Base64.getDecoder().decode(line.latencies)), 0);
			return new ClientReport(line.answered, line.partials, line.errors, Duration.ofNanos(line.nanos), latencies);
		}
		catch (IOException | DataFormatException | RuntimeException ex) {
			throw new PerfException("A client's report cannot be read: " + ex.getMessage(), ex);
		}
	}

	private record Line(long answered, long partials, Map<String, Long> errors, long nanos, String latencies) {
	}

}
