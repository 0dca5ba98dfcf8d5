package io.pigato.samples.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the broker is. */
final class BrokerOption {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec command = CommandSpec.create();

	@Option(names = { "-b", "--broker" }, paramLabel = "ENDPOINT",
			defaultValue = "${env:PIGATO_ENDPOINT:-tcp://127.0.0.1:55555}",
			description = "Where the broker is. Default: $$PIGATO_ENDPOINT, or tcp://127.0.0.1:55555.")
	private String endpoint = "";

	/**
	 * The endpoint, checked.
	 * @return an endpoint one can connect to
	 * @throws CommandLine.ParameterException if it is none
	 */
	String endpoint() {
		try {
			Address.parse(this.endpoint);
			return this.endpoint;
		}
		catch (DiagnosisException ex) {
			throw new CommandLine.ParameterException(this.command.commandLine(),
					ex.getMessage() + System.lineSeparator() + ex.advice(), ex);
		}
	}

}
