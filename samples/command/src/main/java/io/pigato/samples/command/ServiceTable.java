package io.pigato.samples.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Services and workers, a line a worker. */
final class ServiceTable {

	private static final String HEADING = "SERVICE";

	private static final String DIRECTORY = "$dir";

	private final Map<String, List<String>> services;

	ServiceTable(Map<String, List<String>> services) {
		this.services = new TreeMap<>(services);
	}

	void print(PrintWriter out) {
		int width = this.services.keySet().stream().mapToInt((name) -> Printable.of(name).length()).max().orElse(0);
		String format = "%-" + Math.max(width, HEADING.length()) + "s  %s%n";
		out.printf(format, HEADING, "WORKER");
		this.services.forEach((name, workers) -> {
			if (workers.isEmpty()) {
				out.printf(format, Printable.of(name), name.equals(DIRECTORY) ? "(the broker)" : "(none)");
			}
			workers.forEach((worker) -> out.printf(format, Printable.of(name), Printable.of(worker)));
		});
		out.flush();
	}

}
