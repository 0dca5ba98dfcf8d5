package io.pigato.samples.perf;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the types of the options leave open. Each message says what to write instead. */
final class OptionChecks {

	private OptionChecks() {
	}

	/**
	 * Checks all.
	 * @param options as parsed
	 * @throws PerfException if they make no sense
	 */
	static void check(PerfOptions options) {
		checkNumbers(options);
		require(options.cache == 0 || options.cache == 1, "--m: write 1 for the reply cache, 0 for none");
		require(options.cache == 0 || options.partials == 0,
				"--m: a reply with partials is never stored: leave out --m or --partials");
		require(options.timeout == -1 || options.timeout >= 1,
				"--timeout: write milliseconds, 1 or more, or -1 for none");
		require(!options.service.isBlank(), "--service: write the name of a service, such as echo");
		checkEndpoint(options);
		checkNode(options);
		checkResults(options);
	}

	private static void checkNumbers(PerfOptions options) {
		atLeast(1, options.brokers, "--bn");
		atLeast(1, options.workers, "--wn");
		atLeast(1, options.clients, "--cn");
		atLeast(0, options.window, "--window");
		atLeast(1, options.requests, "--p");
		atLeast(1, options.waves, "--s");
		atLeast(1, options.size, "--size");
		atLeast(0, options.partials, "--partials");
		atLeast(1, options.concurrency, "--concurrency");
		atLeast(0, options.warmupRequests(), "--warmup");
		atLeast(1, options.connectTimeout, "--connect-timeout");
	}

	private static void checkEndpoint(PerfOptions options) {
		Endpoints.at(options.endpoint, options.brokers - 1);
		require(options.runs(Role.BROKER) || !Endpoints.isFreePort(options.endpoint),
				"--e: a " + options.role + " connects to a broker: write its port");
		require(!Endpoints.isInProcess(options.endpoint) || (options.nofork && options.role == null),
				"--e: inproc:// is for one process: add -N and leave out --role, or write tcp://host:port");
	}

	private static void checkNode(PerfOptions options) {
		require(!options.node.contains(Role.CLIENT),
				"--node: the client is what measures, and is Java: write broker, worker or broker,worker");
		require(options.node.isEmpty() || !options.nofork,
				"-N has all in this process, which Node.js cannot be: leave out -N or --node");
		require(options.cache == 0 || !options.node.contains(Role.BROKER),
				"--m: the original's broker has no cache any more: leave out --m or --node broker");
		for (Role role : options.node) {
			require(options.runs(role), "--node: with --role " + options.role + " no " + role + " is started here");
		}
	}

	private static void checkResults(PerfOptions options) {
		require(options.runs(Role.CLIENT) || (!options.json && options.plot == null),
				"--json and --plot: clients measure; write them where --role is client");
		Path plot = options.plot;
		if (plot != null) {
			require(plot.toString().endsWith(".svg"), "--plot: the plot is SVG: write a file name that ends with .svg");
			Path folder = plot.toAbsolutePath().getParent();
			require(folder != null && Files.isDirectory(folder), "--plot: there is no folder " + folder);
		}
	}

	private static void atLeast(long least, long value, String name) {
		require(value >= least, name + ": write " + least + " or more, not " + value);
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new PerfException(message);
		}
	}

}
