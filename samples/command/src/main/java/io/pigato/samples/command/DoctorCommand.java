package io.pigato.samples.command;

import java.time.Duration;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pigato doctor}: what is at an endpoint, and what is wrong with it. */
@Command(name = "doctor", description = "Walks the dialogue with a broker and names what is wrong.",
		exitCodeListHeading = "Exit:%n",
		exitCodeList = { "0:a broker that works", "1:something is wrong", "2:wrong command line" })
final class DoctorCommand implements Callable<Integer> {

	@Spec
	private CommandSpec command = CommandSpec.create();

	@Option(names = { "-t", "--timeout" }, paramLabel = "TIME", defaultValue = "3s",
			description = "How long to wait for each thing. Default: ${DEFAULT-VALUE}.")
	private Duration timeout = Duration.ZERO;

	@Parameters(paramLabel = "ENDPOINT", description = "For example tcp://127.0.0.1:55555.")
	private String endpoint = "";

	@Override
	public Integer call() {
		try (Report report = new Report(this.command.commandLine().getOut(), this.timeout)) {
			return new Doctor(report, this.timeout).examine(this.endpoint) ? ExitCodes.OK : ExitCodes.NEGATIVE;
		}
	}

}
