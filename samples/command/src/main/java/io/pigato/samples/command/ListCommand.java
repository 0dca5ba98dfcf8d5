package io.pigato.samples.command;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pigato ls}: what the broker's directory says. */
@Command(name = "ls", description = "Lists the services of a broker, and their workers.",
		exitCodeListHeading = "Exit:%n", exitCodeList = { "0:listed", "1:nobody offers the SERVICE",
				"2:wrong command line", "3:no broker, or it has no directory" })
final class ListCommand implements Callable<Integer> {

	@Spec
	private CommandSpec command = CommandSpec.create();

	@Mixin
	private BrokerOption broker = new BrokerOption();

	@Option(names = { "-t", "--timeout" }, paramLabel = "TIME", defaultValue = "3s",
			description = "How long to wait for the broker. Default: ${DEFAULT-VALUE}.")
	private Duration timeout = Duration.ZERO;

	@Parameters(arity = "0..1", paramLabel = "SERVICE", description = "The workers of this one, by its exact name.")
	private @Nullable String service;

	@Override
	public Integer call() throws Exception {
		String endpoint = this.broker.endpoint();
		try (PigatoClient client = PigatoClient.builder().endpoint(endpoint).build()) {
			Clients.connect(client, endpoint, this.timeout);
			return list(client);
		}
	}

	private int list(PigatoClient client) throws InterruptedException, ExecutionException {
		try {
			String name = this.service;
			return (name != null) ? workers(name, await(client.directory(name)))
					: table(await(client.directory()).services());
		}
		catch (TimeoutException ex) {
			complain("The broker lists nothing: no reply from its service '$dir' within " + Durations.text(this.timeout)
					+ ".");
			complain("A Node.js broker cannot list services, not even one, unless its core service runs beside it:");
			complain("new PIGATO.services.Directory(endpoint, { intch }).start()");
			return ExitCodes.NO_ANSWER;
		}
	}

	private int workers(String name, List<String> workers) {
		if (workers.isEmpty()) {
			complain("No worker offers '" + Printable.of(name) + "'.");
			return ExitCodes.NEGATIVE;
		}
		return table(Map.of(name, workers));
	}

	private int table(Map<String, List<String>> services) {
		new ServiceTable(services).print(this.command.commandLine().getOut());
		return ExitCodes.OK;
	}

	private void complain(String line) {
		this.command.commandLine().getErr().println(line);
	}

	private <T> T await(CompletableFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
		try {
			return answer.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		finally {
			answer.cancel(false);
		}
	}

}
