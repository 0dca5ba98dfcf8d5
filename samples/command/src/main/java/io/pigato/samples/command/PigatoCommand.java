package io.pigato.samples.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The main class: from the command line to an exit code. */
@Command(name = "pigato", description = "Asks PIGATO brokers, and the services behind them.",
		subcommands = { ListCommand.class, CallCommand.class, DoctorCommand.class },
		synopsisSubcommandLabel = "COMMAND")
public final class PigatoCommand {

	@CommandLine.Option(names = { "-h", "--help" }, usageHelp = true, scope = ScopeType.INHERIT,
			description = "Shows this.")
	@SuppressWarnings("UnusedVariable") // picocli reads it
	private boolean help;

	/**
	 * Runs a command and exits with its code.
	 * @param arguments see {@code --help}
	 */
	public static void main(String... arguments) {
		int exitCode = run(utf8(FileDescriptor.out), utf8(FileDescriptor.err), arguments);
		System.exit(exitCode);
	}

	static int run(PrintWriter out, PrintWriter err, String... arguments) {
		return new CommandLine(new PigatoCommand()).setOut(out)
			.setErr(err)
			.registerConverter(Duration.class, Durations::parse)
			.setUsageHelpWidth(100)
			.setParameterExceptionHandler(PigatoCommand::complain)
			.setExecutionExceptionHandler(new FailurePrinter())
			.execute(arguments);
	}

	private static int complain(CommandLine.ParameterException wrong, String... arguments) {
		CommandLine command = wrong.getCommandLine();
		command.getErr().println(wrong.getMessage());
		command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
		return ExitCodes.USAGE;
	}

	/** JSON is UTF-8, whatever the locale of the terminal is. */
	private static PrintWriter utf8(FileDescriptor descriptor) {
		return new PrintWriter(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
	}

}
