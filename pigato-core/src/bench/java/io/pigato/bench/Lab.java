package io.pigato.bench;

import java.time.Duration;
import java.util.List;

import io.pigato.transport.PigatoLoop;
import io.pigato.transport.Transport;

/**
 * Sets systems up, warms them up and measures them; each measurement has processes of its
 * own, but for the clients, which are all in this one.
 *
 * @param warmUp before each measurement at least; it goes on until the compilers of all
 * its JVMs are done
 * @param time measured
 */
record Lab(Duration warmUp, Duration time) {

	private static final String ANY_PORT = "tcp://127.0.0.1:0";

	private static final Duration FURTHER_WARM_UP = Duration.ofSeconds(3);

	/** Of those 3 s: what compilers do while there is little left to compile. */
	private static final long DONE_MILLIS = 150;

	/** What takes longer to compile is not counted before it is done. */
	private static final int QUIET = 2;

	private static final int MAX_FURTHER = 20;

	/** What is warmed up and measured. */
	interface Trial {

		Load.Result run(Duration time) throws Exception;

	}

	/** What somebody measures beside a running broker. */
	interface Measurement {

		Measured measure(PigatoContender clients, Children processes) throws Exception;

	}

	/**
	 * A broker, workers and clients, by the public API with its defaults.
	 * @param transport the engine of all three
	 * @param workers the role of the process that has them, and its arguments
	 * @param measurement what to do with them
	 */
	Measured pigato(Transport transport, List<String> workers, Measurement measurement) throws Exception {
		try (Children children = new Children()) {
			String endpoint = children.java(Roles.class, "broker", transport.name(), ANY_PORT);
			start(children, transport, endpoint, workers);
			try (PigatoContender clients = new PigatoContender(transport, endpoint)) {
				return measurement.measure(clients, children);
			}
		}
	}

	void start(Children children, Transport transport, String endpoint, List<String> role) throws Exception {
		String[] arguments = new String[role.size() + 2];
		arguments[0] = role.get(0);
		arguments[1] = transport.name();
		arguments[2] = endpoint;
		for (int i = 1; i < role.size(); i++) {
			arguments[i + 2] = role.get(i);
		}
		children.java(Roles.class, arguments);
	}

	/** One client that keeps a window of requests under way. */
	Measured pigato(Transport transport, int size, int window) throws Exception {
		return pigato(transport, List.of("echo"), (clients, processes) -> measure(clients, processes, size, window));
	}

	Measured measure(Contender contender, Children processes, int size, int window) throws Exception {
		return measure(trial(contender, size, window), processes);
	}

	Measured measure(Load.Caller caller, Children processes) throws Exception {
		return measure((time) -> Load.run(caller, time), processes);
	}

	Measured measure(List<Load.Asker> askers, int window, Children processes) throws Exception {
		return measure((time) -> Load.run(askers, window, time), processes);
	}

	/** Warms up and measures, and what the first of the processes uses meanwhile. */
	private Measured measure(Trial trial, Children processes) throws Exception {
		warmUp(trial, processes.all());
		Child broker = processes.first();
		Usage before = broker.usage(false);
		Load.Result result = trial.run(this.time);
		return new Measured(result, broker.usage(false).minus(before));
	}

	/** One client that keeps a window of requests under way. */
	static Trial trial(Contender contender, int size, int window) throws Exception {
		String text = text(size);
		if (window == 1) {
			Load.Caller caller = contender.caller(text);
			return (time) -> Load.run(caller, time);
		}
		List<? extends Load.Asker> askers = contender.askers(1, text);
		return (time) -> Load.run(askers, window, time);
	}

	/**
	 * Warms something up until its compilers are done, or for another minute.
	 * @param trial what to do
	 * @param others who are part of it, beside this process
	 */
	private void warmUp(Trial trial, List<Child> others) throws Exception {
		trial.run(this.warmUp);
		int quiet = 0;
		for (int i = 0; i < MAX_FURTHER && quiet < QUIET; i++) {
			long before = compilerMillis(others);
			trial.run(FURTHER_WARM_UP);
			quiet = (compilerMillis(others) - before <= DONE_MILLIS) ? quiet + 1 : 0;
		}
		if (quiet < QUIET) {
			System.err.println("The compilers are not done; it is measured all the same");
		}
	}

	private static long compilerMillis(List<Child> others) throws Exception {
		long sum = Usage.now().compilerMillis();
		for (Child other : others) {
			sum += other.usage(false).compilerMillis();
		}
		return sum;
	}

	/** A bare forwarder of PIGATO's frames between bare sockets. */
	Load.Result forwarder(Transport transport, int size, int window) throws Exception {
		try (Children children = new Children()) {
			String endpoint = children.java(TransportBench.class, "forwarder", transport.name());
			children.java(TransportBench.class, "worker", transport.name(), endpoint);
			try (PigatoLoop loop = PigatoLoop.start("client")) {
				Role client = new Role(loop, transport);
				return twice((time) -> {
					Role.Result bare = client.ask(endpoint, window, size, Duration.ofSeconds(1), time);
					return new Load.Result(0, bare.perSecond(), bare.p50Micros(), bare.p99Micros(), Double.NaN);
				}, children.all());
			}
		}
	}

	/** NATS by its Java client, its server as Debian has it. */
	Load.Result nats(int size, int window) throws Exception {
		try (Children children = new Children()) {
			String line = children.run((said) -> said.contains("Listening for client connections on"),
					List.of("nats-server", "-a", "127.0.0.1", "-p", "-1"));
			String endpoint = "nats://127.0.0.1:" + line.replaceAll(".*:", "");
			children.java(Roles.class, "nats", Transport.ZMTP.name(), endpoint);
			List<Child> java = List.of(children.last());
			try (Contender contender = new NatsContender(endpoint)) {
				return twice(trial(contender, size, window), java);
			}
		}
	}

	/** Warms up and measures. */
	Load.Result twice(Trial trial, List<Child> others) throws Exception {
		warmUp(trial, others);
		return trial.run(this.time);
	}

	/** A JSON string of so many bytes in all. */
	static String text(int size) {
		return "x".repeat(size - 2);
	}

	/**
	 * What was measured.
	 *
	 * @param result by the clients
	 * @param broker what its process used meanwhile
	 */
	record Measured(Load.Result result, Usage broker) {

		/** Processor time of the broker for each request. */
		double cpuMicros() {
			return this.broker.cpuNanos() / 1000.0 / this.result.count();
		}

		/** What the broker allocates for each request. */
		double bytes() {
			return (double) this.broker.allocatedBytes() / this.result.count();
		}

	}

}
