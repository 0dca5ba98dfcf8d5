package io.pigato.samples.perf;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What is said at the end.
 *
 * @param options of the run
 * @param report of its clients
 */
record Summary(PerfOptions options, ClientReport report) {

	/** What is run, in one line. */
	static String setup(PerfOptions options) {
		StringBuilder text = new StringBuilder();
		if (options.runs(Role.BROKER)) {
			text.append(kind(options, Role.BROKER, options.brokers)).append(", ");
		}
		if (options.runs(Role.WORKER)) {
			text.append(kind(options, Role.WORKER, options.brokers * options.workers)).append(", ");
		}
		if (options.runs(Role.CLIENT)) {
			text.append(kind(options, Role.CLIENT, options.brokers * options.clients))
				.append((options.window == 0) ? " with all in flight, " : " with " + options.window + " in flight, ");
		}
		return text.append(engine(options)).append((options.cache == 1) ? ", cache on" : "").toString();
	}

	String text() {
		return String.format(Locale.ROOT, """
				%s
				requests    %,d in %.2f s%s
				requests/s  %,.0f
				latency ms  %s
				errors      %s""", setup(this.options), this.report.answered(), seconds(), (this.report.partials() > 0)
				? String.format(Locale.ROOT, ", %,d partials", this.report.partials()) : "",
				this.report.requestsPerSecond(), percentiles(), errors());
	}

	private String percentiles() {
		if (this.report.answered() == 0) {
			return "no request was answered";
		}
		return String.format(Locale.ROOT, "p50 %.3f  p99 %.3f  p99.9 %.3f  max %.3f", this.report.latencyMillis(50),
				this.report.latencyMillis(99), this.report.latencyMillis(99.9), this.report.latencyMillis(100));
	}

	String json() {
		try {
			return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Map<String, Object> values() {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("brokers", (this.options.runs(Role.BROKER)) ? this.options.brokers : 0);
		values.put("workers", (this.options.runs(Role.WORKER)) ? this.options.brokers * this.options.workers : 0);
		values.put("clients", this.options.brokers * this.options.clients);
		values.put("node", this.options.node.stream().map(Role::toString).sorted().toList());
		values.put("transport", engine(this.options));
		values.put("window", this.options.window);
		values.put("size", this.options.size);
		values.put("cache", this.options.cache == 1);
		values.put("requests", this.report.answered());
		values.put("partials", this.report.partials());
		values.put("seconds", seconds());
		values.put("requestsPerSecond", this.report.requestsPerSecond());
		values.put("latencyMillis", latencies());
		values.put("errors", this.report.failed());
		values.put("errorsByKind", this.report.errors());
		return values;
	}

	private Map<String, Double> latencies() {
		Map<String, Double> millis = new LinkedHashMap<>();
		millis.put("min", this.report.latencyMillis(0));
		millis.put("mean", (this.report.answered() > 0) ? this.report.latencies().getMean() / 1e6 : 0);
		for (String percentile : new String[] { "50", "90", "99", "99.9", "99.99" }) {
			millis.put("p" + percentile, this.report.latencyMillis(Double.parseDouble(percentile)));
		}
		millis.put("max", this.report.latencyMillis(100));
		return millis;
	}

	private String errors() {
		if (this.report.failed() == 0) {
			return "0";
		}
		return this.report.errors()
			.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + " " + entry.getValue())
			.collect(Collectors.joining(", ", this.report.failed() + ": ", ""));
	}

	private double seconds() {
		return this.report.elapsed().toNanos() / 1e9;
	}

	private static String kind(PerfOptions options, Role role, int count) {
		return count + " " + role + ((count == 1) ? "" : "s") + (options.node.contains(role) ? " (Node.js)" : "");
	}

	private static String engine(PerfOptions options) {
		return options.transport.name().toLowerCase(Locale.ROOT);
	}

}
