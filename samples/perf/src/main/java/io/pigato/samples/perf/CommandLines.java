package io.pigato.samples.perf;

import picocli.CommandLine;

/** Reads command lines. */
final class CommandLines {

	private CommandLines() {
	}

	/**
	 * Reads and checks one.
	 * @param options to be filled in
	 * @param arguments as given
	 * @return whether help was asked for, and printed
	 * @throws PerfException if it is wrong, with what to write instead
	 */
	static boolean isHelp(PerfOptions options, String... arguments) {
		try {
			if (CommandLine.printHelpIfRequested(commandLine(options).parseArgs(arguments))) {
				return true;
			}
		}
		catch (CommandLine.UnmatchedArgumentException ex) {
			String similar = ex.getSuggestions().isEmpty() ? ""
					: "; is it " + String.join(" or ", ex.getSuggestions()) + "?";
			throw new PerfException(ex.getMessage() + similar, ex);
		}
		catch (CommandLine.ParameterException ex) {
			throw new PerfException(String.valueOf(ex.getMessage()), ex);
		}
		OptionChecks.check(options);
		return false;
	}

	private static CommandLine commandLine(PerfOptions options) {
		CommandLine commandLine = new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true);
		commandLine.registerConverter(int.class, (text) -> (int) number(text, Integer.MAX_VALUE));
		commandLine.registerConverter(Integer.class, (text) -> (int) number(text, Integer.MAX_VALUE));
		commandLine.registerConverter(long.class, (text) -> number(text, Long.MAX_VALUE));
		return commandLine;
	}

	private static long number(String text, long most) {
		try {
			long number = Long.parseLong(text);
			if (number >= -most && number <= most) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// said below
		}
		throw new CommandLine.TypeConversionException("write a whole number up to " + most + ", not " + text);
	}

}
