package io.pigato.samples.perf;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

import io.pigato.transport.Transport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line. The one-letter names are the original's. */
@Command(name = "pigato-perf", mixinStandardHelpOptions = true, sortOptions = false, usageHelpWidth = 110,
		version = "pigato-perf 0.1.0", description = "Measures brokers, workers and clients of PIGATO.",
		footer = { "",
				"Exit code: 0 if all is well; 1 if requests failed; 2 for a wrong command line; 3 if the run broke off.",
				"", "java -jar pigato-perf.jar --wn 2 --cn 2 --p 100000",
				"java -jar pigato-perf.jar --node broker,worker", "On three hosts:",
				"  java -jar pigato-perf.jar --role broker --e tcp://*:7771",
				"  java -jar pigato-perf.jar --role worker --e tcp://broker-host:7771 --wn 4",
				"  java -jar pigato-perf.jar --role client --e tcp://broker-host:7771 --cn 4 --plot latency.svg" })
final class PerfOptions {

	private static final int MAX_DEFAULT_WARMUP = 20_000;

	@Option(names = "--bn", paramLabel = "<n>", description = "Brokers (default: ${DEFAULT-VALUE})")
	int brokers = 1;

	@Option(names = "--wn", paramLabel = "<n>", description = "Workers of each broker (default: ${DEFAULT-VALUE})")
	int workers = 1;

	@Option(names = "--cn", paramLabel = "<n>", description = "Clients of each broker (default: ${DEFAULT-VALUE})")
	int clients = 1;

	@Option(names = { "--pn", "--window" }, paramLabel = "<n>",
			description = "Requests that each client keeps in flight (default: ${DEFAULT-VALUE}); 0: all of a wave at"
					+ " once, as the original does whatever its --pn says")
	int window = 100;

	@Option(names = "--p", paramLabel = "<n>",
			description = "Requests of each client in each wave (default: ${DEFAULT-VALUE})")
	int requests = 50_000;

	@Option(names = "--s", paramLabel = "<n>",
			description = "Waves: the next begins when the one before is answered (default: ${DEFAULT-VALUE})")
	int waves = 1;

	@Option(names = "--m", paramLabel = "<0|1>",
			description = "The broker's reply cache (1=enabled|0=disabled) (default: ${DEFAULT-VALUE})")
	int cache;

	@Option(names = "--e", paramLabel = "<endpoint>",
			description = "The first broker's endpoint; each further one has the next port. Port 0: any free ones."
					+ " With -N also inproc://name (default: ${DEFAULT-VALUE})")
	String endpoint = "tcp://127.0.0.1:7771";

	@Option(names = { "-N", "--nofork" }, description = "All in one process; otherwise each has its own")
	boolean nofork;

	@Option(names = "--role", paramLabel = "<role>",
			description = "Only brokers, workers or clients, to spread them over hosts: broker, worker or client."
					+ " Brokers and workers run until they are ended")
	@Nullable Role role;

	@Option(names = "--transport", paramLabel = "<engine>",
			description = "The engine of what is Java: zmtp or jeromq (default: zmtp)")
	Transport transport = Transport.ZMTP;

	@Option(names = "--node", paramLabel = "<role>", split = ",",
			description = "What is the original in Node.js: broker, worker or broker,worker")
	Set<Role> node = EnumSet.noneOf(Role.class);

	@Option(names = "--node-modules", paramLabel = "<folder>",
			description = "Where npm pigato is installed (default: ${DEFAULT-VALUE})")
	Path nodeModules = Path.of("samples", "nodejs-interop", "node_modules");

	@Option(names = "--size", paramLabel = "<chars>",
			description = "Length of the text that is asked (default: ${DEFAULT-VALUE}, which is foo)")
	int size = 3;

	@Option(names = "--partials", paramLabel = "<n>",
			description = "Partial replies before each final one (default: ${DEFAULT-VALUE})")
	int partials;

	@Option(names = "--concurrency", paramLabel = "<n>",
			description = "Requests that each worker handles at once (default: ${DEFAULT-VALUE})")
	int concurrency = 100;

	@Option(names = "--warmup", paramLabel = "<n>",
			description = "Requests of each client before those that are measured (default: as --p, 20000 at most)")
	@Nullable Integer warmup;

	@Option(names = "--timeout", paramLabel = "<ms>",
			description = "A request's longest silence; -1: none (default: ${DEFAULT-VALUE})")
	long timeout = 60_000;

	@Option(names = "--connect-timeout", paramLabel = "<ms>",
			description = "How long each may take to start and find its broker (default: ${DEFAULT-VALUE})")
	long connectTimeout = 30_000;

	@Option(names = "--service", paramLabel = "<name>", description = "The service (default: ${DEFAULT-VALUE})")
	String service = "echo";

	@Option(names = "--json", description = "The result as JSON; progress is on standard error in any case")
	boolean json;

	@Option(names = "--plot", paramLabel = "<file.svg>", description = "Draws the distribution of the latencies")
	@Nullable Path plot;

	@Option(names = "--child", hidden = true, description = "One member that is told by its standard input")
	boolean child;

	/** Whether this run has members of a role. */
	boolean runs(Role wanted) {
		return this.role == null || this.role == wanted;
	}

	int warmupRequests() {
		return (this.warmup != null) ? this.warmup : Math.min(this.requests, MAX_DEFAULT_WARMUP);
	}

	/** What is measured, the requests of all clients. */
	long measuredRequests() {
		return (long) this.brokers * this.clients * this.requests * this.waves;
	}

}
