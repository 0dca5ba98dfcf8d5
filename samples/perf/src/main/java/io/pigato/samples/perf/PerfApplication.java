package io.pigato.samples.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** The main class: from the command line to an exit code. */
public final class PerfApplication {

	private static final int OK = 0;

	private static final int REQUESTS_FAILED = 1;

	private static final int WRONG_COMMAND_LINE = 2;

	private static final int BROKEN_OFF = 3;

	private PerfApplication() {
	}

	/**
	 * Runs to the end and exits.
	 * @param arguments see {@code --help}
	 */
	public static void main(String... arguments) {
		System.exit(run(arguments));
	}

	private static int run(String... arguments) {
		PerfOptions options = new PerfOptions();
		try {
			if (CommandLines.isHelp(options, arguments)) {
				return OK;
			}
		}
		catch (PerfException ex) {
			System.err.println(ex.getMessage() + System.lineSeparator() + "All options: --help");
			return WRONG_COMMAND_LINE;
		}
		try {
			return run(options);
		}
		catch (PerfException | ExecutionException | IOException | IllegalArgumentException ex) {
			System.err.println(PerfException.messageOf(ex));
			return BROKEN_OFF;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return BROKEN_OFF;
		}
	}

	private static int run(PerfOptions options) throws InterruptedException, ExecutionException, IOException {
		if (options.child && options.role != null) {
			ChildProtocol.serve(options.role, options);
			return OK;
		}
		if (!options.node.isEmpty()) {
			NodeCommands.check(options.nodeModules);
		}
		Launcher launcher = (options.nofork) ? new LocalLauncher(options) : new ProcessLauncher(options);
		try (Fleet fleet = new Fleet(options, launcher)) {
			Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "end"));
			System.err.println(Summary.setup(options));
			fleet.start();
			return options.runs(Role.CLIENT) ? measure(options, fleet) : serve(fleet);
		}
	}

	private static int measure(PerfOptions options, Fleet fleet) throws InterruptedException, IOException {
		ClientReport report = new Measurement(fleet, options.measuredRequests(), System.err).run();
		Summary summary = new Summary(options, report);
		System.out.println((options.json) ? summary.json() : summary.text());
		Path plot = options.plot;
		if (plot != null) {
			Files.writeString(plot, new LatencyPlot(Summary.setup(options), report).svg());
			System.err.println("The latencies are drawn in " + plot);
		}
		return (report.failed() == 0) ? OK : REQUESTS_FAILED;
	}

	private static int serve(Fleet fleet) throws InterruptedException, ExecutionException {
		for (Member member : fleet.members()) {
			System.out.println(member.name() + " is ready at " + member.ready().get());
		}
		fleet.anyDied().get();
		return OK;
	}

}
