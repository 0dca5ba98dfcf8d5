package io.pigato.samples.perf;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets the clients of a fleet begin, shows how far they are, and has their reports. */
final class Measurement {

	private static final long PROGRESS_MILLIS = 1000;

	private final Fleet fleet;

	private final long requests;

	private final PrintStream progress;

	Measurement(Fleet fleet, long requests, PrintStream progress) {
		this.fleet = fleet;
		this.requests = requests;
		this.progress = progress;
	}

	/**
	 * Runs to the end.
	 * @return what all clients have measured
	 * @throws PerfException if a member ends before
	 */
	ClientReport run() throws InterruptedException {
		List<Member.Client> clients = this.fleet.clients();
		CompletableFuture<Void> reports = CompletableFuture
			.allOf(clients.stream().map(Member.Client::report).toArray(CompletableFuture[]::new));
		CompletableFuture<Object> end = CompletableFuture.anyOf(reports, this.fleet.anyDied());
		long begin = System.nanoTime();
		clients.forEach(Member.Client::go);
		long before = 0;
		while (!ended(end)) {
			before = show(clients, before, System.nanoTime() - begin);
		}
		return ClientReport.merge(clients.stream().map((client) -> client.report().join()).toList());
	}

	private boolean ended(CompletableFuture<Object> end) throws InterruptedException {
		try {
			end.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			throw new PerfException(PerfException.messageOf(ex), ex);
		}
	}

	private long show(List<Member.Client> clients, long before, long nanos) {
		long finished = clients.stream().mapToLong(Member.Client::finished).sum();
		String state = (finished == 0) ? "warming up" : String.format(Locale.ROOT, "%3d %%  %,d of %,d requests, %,d/s",
				100 * finished / this.requests, finished, this.requests, (finished - before) * 1000 / PROGRESS_MILLIS);
		long failed = clients.stream().mapToLong(Member.Client::failed).sum();
		this.progress.printf(Locale.ROOT, "%4d s  %s%s%n", TimeUnit.NANOSECONDS.toSeconds(nanos), state,
				(failed > 0) ? String.format(Locale.ROOT, ", %,d failed", failed) : "");
		return finished;
	}

}
