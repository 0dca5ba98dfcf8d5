package io.pigato.samples.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.pigato.PigatoPayloadException;
import io.pigato.client.PigatoClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pigato call}: one request, and its reply as JSON. */
@Command(name = "call", description = "Asks a service and prints the reply as JSON.", exitCodeListHeading = "Exit:%n",
		exitCodeList = { "0:the reply was printed", "1:the service answered with an error", "2:wrong command line",
				"3:no reply in time, or nobody there to give one" })
final class CallCommand implements Callable<Integer> {

	@Spec
	private CommandSpec command = CommandSpec.create();

	@Mixin
	private BrokerOption broker = new BrokerOption();

	@Option(names = { "-t", "--timeout" }, paramLabel = "TIME", defaultValue = "10s",
			description = "The longest silence to bear, such as 500ms, 5s or 2m. Default: ${DEFAULT-VALUE}.")
	private Duration timeout = Duration.ZERO;

	@Option(names = { "-s", "--stream" }, description = "Prints each partial reply as it comes, a line each.")
	private boolean stream;

	@Option(names = { "-w", "--worker" }, paramLabel = "ID", description = "Asks this worker only; ls shows the ids.")
	private @Nullable String worker;

	@Parameters(index = "0", paramLabel = "SERVICE", description = "The service to ask.")
	private String service = "";

	@Parameters(index = "1", arity = "0..1", paramLabel = "JSON", defaultValue = "null",
			description = "What to ask; - reads it from standard input. Default: ${DEFAULT-VALUE}.")
	private String json = "";

	@Override
	public Integer call() throws Exception {
		String endpoint = this.broker.endpoint();
		if (this.service.isEmpty() || "".equals(this.worker)) {
			throw new CommandLine.ParameterException(this.command.commandLine(), "A service, or a worker, has a name");
		}
		String data = data();
		try (PigatoClient client = PigatoClient.builder().endpoint(endpoint).codec(new RawJson()).build()) {
			Clients.connect(client, endpoint, this.timeout);
			print(request(client).data(data).retrieve());
			return ExitCodes.OK;
		}
	}

	private PigatoClient.RequestSpec request(PigatoClient client) {
		PigatoClient.RequestSpec request = client.service(this.service).timeout(this.timeout);
		return (this.worker != null) ? request.worker(this.worker) : request;
	}

	private void print(PigatoClient.ReplySpec reply) {
		PrintWriter out = this.command.commandLine().getOut();
		if (!this.stream) {
			out.println(Printable.of(String.valueOf(reply.body(String.class))));
			return;
		}
		try (Stream<String> replies = reply.stream(String.class)) {
			replies.forEach((each) -> out.println(Printable.of(each)));
		}
	}

	private String data() throws IOException {
		String text = this.json.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : this.json;
		try {
			return RawJson.check(text);
		}
		catch (PigatoPayloadException ex) {
			throw new CommandLine.ParameterException(this.command.commandLine(), ex.getMessage(), ex);
		}
	}

}
