package io.pigato.samples.command;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.pigato.PigatoRemoteException;
import io.pigato.PigatoTimeoutException;
import io.pigato.client.PigatoClient;

/** What clients and workers do with a broker, with one of each: a step a method. */
final class Dialogue implements AutoCloseable {

	private static final int ROUND_TRIPS = 100;

	private static final Duration SHORT = Duration.ofMillis(300);

	private static final String BROKERS_LOG = "The broker's log may say why";

	private final String service = "doctor-" + UUID.randomUUID();

	private final String endpoint;

	private final Duration limit;

	private final TrialWorker worker;

	private final PigatoClient client;

	Dialogue(String endpoint, Duration limit) {
		this.endpoint = endpoint;
		this.limit = limit;
		this.worker = new TrialWorker(endpoint, this.service);
		this.client = PigatoClient.builder().endpoint(endpoint).identityPrefix("doctor").build();
	}

	Finding<Boolean> register() throws DiagnosisException, InterruptedException {
		if (!this.worker.register(this.limit)) {
			throw new DiagnosisException(
					"READY was not acknowledged within " + Durations.text(this.limit) + ": " + this.worker.lastError(),
					"A broker that is shutting down takes no workers. " + BROKERS_LOG);
		}
		return Finding.ok("registered as " + this.service);
	}

	Finding<Boolean> request() throws DiagnosisException, InterruptedException {
		Clients.connect(this.client, this.endpoint, this.limit);
		long[] nanos = new long[ROUND_TRIPS];
		long begin = System.nanoTime();
		int done = 0;
		while (done < ROUND_TRIPS && System.nanoTime() - begin < this.limit.toNanos()) {
			long start = System.nanoTime();
			String reply = ask(TrialWorker.ECHO).body(String.class);
			nanos[done++] = System.nanoTime() - start;
			if (!TrialWorker.ECHO.equals(reply)) {
				throw new DiagnosisException("the reply is not the worker's: " + reply, BROKERS_LOG);
			}
		}
		long[] sorted = Arrays.copyOf(nanos, done);
		Arrays.sort(sorted);
		return Finding.ok("to the worker and back in " + Durations.text(Duration.ofNanos(sorted[done / 2]))
				+ ", the median of " + done);
	}

	Finding<Boolean> stream() throws DiagnosisException {
		try (Stream<Integer> partials = ask(TrialWorker.COUNT).stream(Integer.class)) {
			List<Integer> got = partials.toList();
			if (!got.equals(List.of(1, 2, TrialWorker.COUNT_TO))) {
				throw new DiagnosisException("of the partials 1, 2, 3 there came " + got, BROKERS_LOG);
			}
			return Finding.ok(got.size() + " partials and the end, in order");
		}
	}

	Finding<Boolean> error() throws DiagnosisException {
		try {
			ask(TrialWorker.FAIL).body(Object.class);
		}
		catch (PigatoRemoteException ex) {
			if (ex.code().equals(TrialWorker.ERROR_CODE)) {
				return Finding.ok("a worker's error arrives, with its code");
			}
			throw new DiagnosisException("a worker's error arrives as another one: " + ex.code(), BROKERS_LOG);
		}
		throw new DiagnosisException("a worker's error arrives as a reply", BROKERS_LOG);
	}

	Finding<Boolean> timeout() throws DiagnosisException, InterruptedException {
		try {
			this.client.service(this.service).data(TrialWorker.HANG).timeout(SHORT).retrieve().body(Object.class);
		}
		catch (PigatoTimeoutException ex) {
			requireHangingReleased("of a time-out");
			return Finding.ok("a request ends after its " + Durations.text(SHORT) + ", and its worker knows");
		}
		throw new DiagnosisException("a reply that nobody has sent", BROKERS_LOG);
	}

	Finding<Boolean> cancel(BrokerKind kind) throws DiagnosisException, InterruptedException {
		if (kind == BrokerKind.ORIGINAL) {
			return Finding.absent("this broker has none: a worker goes on until the request's time-out");
		}
		CompletableFuture<?> reply = ask(TrialWorker.HANG).future(Object.class);
		if (!this.worker.awaitHanging(this.limit)) {
			throw new DiagnosisException("a request did not reach its worker", BROKERS_LOG);
		}
		reply.cancel(false);
		if (!this.worker.awaitReleased(this.limit)) {
			throw new DiagnosisException("the worker was not told of a cancelled request", BROKERS_LOG);
		}
		return Finding.ok("the worker is told when its client gives up");
	}

	Finding<Boolean> directory(BrokerKind kind) throws Exception {
		try {
			List<String> ids = awaitWorkers(1);
			this.client.service(this.service)
				.data(TrialWorker.ECHO)
				.worker(ids.get(0))
				.timeout(this.limit)
				.retrieve()
				.body(String.class);
			return Finding.ok("$dir names the worker, which answers when asked by its id");
		}
		catch (TimeoutException ex) {
			if (kind == BrokerKind.JAVA) {
				throw new DiagnosisException("$dir does not name the worker", BROKERS_LOG);
			}
			return Finding.absent("$dir is not served: pigato ls needs the core service Directory beside this broker");
		}
	}

	Finding<Boolean> leave(boolean listed) throws Exception {
		this.worker.close();
		if (!listed) {
			return Finding.ok("the worker has said goodbye");
		}
		try {
			awaitWorkers(0);
		}
		catch (TimeoutException ex) {
			throw new DiagnosisException("$dir still names the worker after its goodbye", BROKERS_LOG);
		}
		return Finding.ok("the worker has said goodbye, and is not listed any more");
	}

	@Override
	public void close() {
		this.worker.close();
		this.client.close();
	}

	private PigatoClient.ReplySpec ask(String what) {
		return this.client.service(this.service).data(what).timeout(this.limit).retrieve();
	}

	private void requireHangingReleased(String event) throws DiagnosisException, InterruptedException {
		if (!this.worker.awaitHanging(this.limit) || !this.worker.awaitReleased(this.limit)) {
			throw new DiagnosisException("the worker did not learn " + event, BROKERS_LOG);
		}
	}

	private List<String> awaitWorkers(int count) throws Exception {
		long end = System.nanoTime() + this.limit.toNanos();
		while (true) {
			long left = Math.max(1, (end - System.nanoTime()) / 1_000_000);
			List<String> ids = this.client.directory(this.service).get(left, TimeUnit.MILLISECONDS);
			if (ids.size() == count) {
				return ids;
			}
			if (System.nanoTime() - end > 0) {
				throw new TimeoutException();
			}
			Thread.sleep(SHORT.toMillis() / 10);
		}
	}

}
