package io.pigato.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.pigato.broker.PigatoBroker;
import io.pigato.client.PigatoClient;
import io.pigato.transport.Transport;
import io.pigato.worker.PigatoWorker;

import static org.awaitility.Awaitility.await;

/**
 * A broker at half of its capacity for a long time, with healthy peers and others that
 * fail all the time. Samples are taken when those are well for a moment, so that they can
 * be compared: what grows from one to the next is a leak.
 */
final class Endurance implements AutoCloseable {

	/** As many of the first and of the last samples are compared. */
	private static final int QUARTER = 4;

	private static final int WINDOWS = 6;

	private static final int STEADY_WORKERS = 2;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Transport engine;

	private final Duration heartbeat;

	private final PigatoBroker broker;

	private final List<AutoCloseable> steady = new ArrayList<>();

	private final SteadyLoad load;

	private final ShakyLoad shaky;

	private final List<Sample> samples = new ArrayList<>();

	private double capacity;

	Endurance(Transport engine, Duration heartbeat) {
		this.engine = engine;
		this.heartbeat = heartbeat;
		this.broker = PigatoBroker.builder()
			.transport(engine)
			.bind("tcp://127.0.0.1:0")
			.heartbeat(heartbeat, ChildSettings.LIVENESS)
			.shutdownGrace(Duration.ofSeconds(1))
			.build();
		this.broker.start();
		String endpoint = this.broker.endpoints().get(0);
		for (int i = 0; i < STEADY_WORKERS; i++) {
			PigatoWorker worker = PigatoWorker.builder()
				.transport(engine)
				.endpoint(endpoint)
				.service(SteadyLoad.SERVICE)
				.concurrency(64)
				.executor(Runnable::run)
				.heartbeat(heartbeat, ChildSettings.LIVENESS)
				.handler((request, reply) -> reply.end(request.data(String.class)))
				.build();
			worker.start();
			this.steady.add(worker);
		}
		PigatoClient client = PigatoClient.builder()
			.transport(engine)
			.endpoint(endpoint)
			.heartbeat(heartbeat, ChildSettings.LIVENESS)
			.build();
		this.steady.add(client);
		this.load = new SteadyLoad(client);
		this.shaky = new ShakyLoad(engine, heartbeat, this.broker);
	}

	/**
	 * Runs.
	 * @param args engine, minutes, seconds between samples
	 */
	public static void main(String[] args) throws Exception {
		Duration time = Duration.ofSeconds((long) (60 * Double.parseDouble(args[1])));
		boolean flat;
		try (Endurance run = new Endurance(Transport.valueOf(args[0]), Duration.ofMillis(500))) {
			run.run(time, Duration.ofSeconds(Long.parseLong(args[2])), Duration.ofSeconds(10));
			System.out.println(run.report());
			flat = run.verdict().isEmpty();
		}
		System.exit(flat ? 0 : 1);
	}

	void run(Duration time, Duration sampleEach, Duration warmUp) throws InterruptedException {
		this.load.capacity(warmUp);
		this.capacity = this.load.capacity(warmUp);
		this.shaky.start();
		this.load.start(this.capacity / 2);
		awaitWell();
		this.load.nextMinute();
		long begin = System.nanoTime();
		for (int window = 1; window <= WINDOWS; window++) {
			long end = begin + time.toNanos() * window / WINDOWS;
			while (System.nanoTime() < end) {
				sufferUntil(Math.min(end, System.nanoTime() + sampleEach.toNanos()));
				sample(begin);
			}
			this.load.nextWindow();
		}
		this.load.stop();
		this.shaky.stop();
	}

	List<Sample> samples() {
		return this.samples;
	}

	SteadyLoad load() {
		return this.load;
	}

	ShakyLoad shaky() {
		return this.shaky;
	}

	/** Closes all but the broker, and waits until that holds nothing. */
	void calmDown() throws Exception {
		await().atMost(PATIENCE).until(this.load::isIdle);
		this.shaky.close();
		for (AutoCloseable each : this.steady) {
			each.close();
		}
		await().atMost(PATIENCE)
			.until(() -> this.broker.snapshot(),
					(left) -> left.services() + left.workers() + left.clients() + left.queued() + left.inFlight() == 0
							&& left.queuedBytes() == 0);
	}

	@Override
	public void close() throws Exception {
		calmDown();
		this.broker.close();
	}

	/** What is not as it was at the begin; empty if all is flat. */
	List<String> verdict() {
		List<String> complaints = new ArrayList<>();
		grows(complaints, "heap, MiB", Sample::heapMebibytes, 4);
		grows(complaints, "descriptors", Sample::descriptors, 8);
		grows(complaints, "threads", Sample::threads, 16);
		grows(complaints, "names", Sample::names, 8);
		if (this.load.failed() > 0) {
			complaints.add(this.load.failed() + " requests of healthy peers failed");
		}
		double first = this.load.windows().get(0).millis(0.99);
		double last = this.load.windows().get(WINDOWS - 1).millis(0.99);
		if (last > 1.5 * first) {
			complaints.add(String.format(Locale.ROOT, "p99 grew from %.2f to %.2f ms", first, last));
		}
		return complaints;
	}

	String report() {
		StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
				"%s: capacity %.0f requests/s; %d steady requests (%d not made for want of answers), %d shaky ones, %d faults%n%n",
				this.engine, this.capacity, this.load.asked(), this.load.missed(), this.shaky.asked(),
				this.shaky.faults()));
		text.append(Sample.HEAD).append('\n');
		this.samples.forEach((sample) -> text.append(sample.row()).append('\n'));
		text.append("\np99 of each sixth of the time, ms:").append(p99(this.load.windows()));
		text.append("\np99 of pauses of 2 ms meanwhile, ms:").append(p99(this.load.pauses()));
		List<String> complaints = verdict();
		return text.append("\n").append(complaints.isEmpty() ? "flat" : "NOT FLAT: " + complaints).toString();
	}

	private static String p99(List<Latencies> windows) {
		StringBuilder text = new StringBuilder();
		windows.subList(0, WINDOWS)
			.forEach((each) -> text.append(String.format(Locale.ROOT, " %.2f", each.millis(0.99))));
		return text.toString();
	}

	private void sufferUntil(long end) throws InterruptedException {
		while (System.nanoTime() < end) {
			this.shaky.suffer();
		}
	}

	private void sample(long begin) {
		this.load.pause(true);
		await().atMost(PATIENCE).until(this.load::isIdle);
		awaitWell();
		this.samples.add(Sample.take(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
				this.load.asked() + this.shaky.asked(), this.load.failed(), this.broker,
				this.load.nextMinute().millis(0.99)));
		this.load.pause(false);
	}

	/** All are there, and nobody else. */
	private void awaitWell() {
		await().atMost(PATIENCE)
			.until(() -> this.shaky.isWell() && this.broker.snapshot().workers() == STEADY_WORKERS + 1
					&& this.broker.snapshot().clients() == 2);
	}

	private void grows(List<String> complaints, String what, ToDoubleFunction<Sample> value, double slack) {
		int quarter = Math.max(1, this.samples.size() / QUARTER);
		double first = mean(this.samples.subList(0, quarter), value);
		double last = mean(this.samples.subList(this.samples.size() - quarter, this.samples.size()), value);
		if (last > first + slack) {
			complaints.add(String.format(Locale.ROOT, "%s grew from %.1f to %.1f", what, first, last));
		}
	}

	private static double mean(List<Sample> some, ToDoubleFunction<Sample> value) {
		return some.stream().mapToDouble(value).average().orElse(0);
	}

}
