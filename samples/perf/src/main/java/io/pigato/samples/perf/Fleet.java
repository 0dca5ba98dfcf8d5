package io.pigato.samples.perf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * All members of a run: brokers first, then workers, then clients, each kind when the one
 * before is ready. Closed from any thread.
 */
final class Fleet implements AutoCloseable {

	/** A process may take so long to start on a busy machine. */
	private static final long START_MILLIS = 20_000;

	private final PerfOptions options;

	private final Launcher launcher;

	private final List<Member> members = new ArrayList<>();

	private final List<Member.Client> clients = new ArrayList<>();

	private boolean closed;

	Fleet(PerfOptions options, Launcher launcher) {
		this.options = options;
		this.launcher = launcher;
	}

	/**
	 * Starts all and waits until they are ready.
	 * @throws PerfException if one is not
	 */
	void start() throws InterruptedException {
		List<String> endpoints = brokers();
		if (this.options.runs(Role.WORKER)) {
			workers(endpoints);
		}
		if (this.options.runs(Role.CLIENT)) {
			clients(endpoints);
		}
	}

	List<Member> members() {
		synchronized (this.members) {
			return List.copyOf(this.members);
		}
	}

	List<Member.Client> clients() {
		return List.copyOf(this.clients);
	}

	/** Completed exceptionally when any member ends unexpectedly. */
	CompletableFuture<Object> anyDied() {
		return CompletableFuture.anyOf(members().stream().map(Member::died).toArray(CompletableFuture[]::new));
	}

	@Override
	public void close() {
		List<Member> all;
		synchronized (this.members) {
			this.closed = true;
			all = new ArrayList<>(this.members);
		}
		Collections.reverse(all);
		all.forEach(Member::close);
	}

	private List<String> brokers() throws InterruptedException {
		List<String> endpoints = Stream.iterate(0, (index) -> index + 1)
			.limit(this.options.brokers)
			.map((index) -> Endpoints.at(this.options.endpoint, index))
			.toList();
		if (!this.options.runs(Role.BROKER)) {
			return endpoints;
		}
		List<Member> brokers = new ArrayList<>();
		for (String endpoint : endpoints) {
			brokers.add(add(this.launcher.broker("broker " + (brokers.size() + 1), endpoint)));
		}
		return await(brokers).stream().map(Endpoints::connectable).toList();
	}

	private void workers(List<String> endpoints) throws InterruptedException {
		List<Member> workers = new ArrayList<>();
		for (String endpoint : endpoints) {
			for (int i = 0; i < this.options.workers; i++) {
				workers.add(add(this.launcher.worker("worker " + (workers.size() + 1), endpoint)));
			}
		}
		await(workers);
	}

	private void clients(List<String> endpoints) throws InterruptedException {
		for (String endpoint : endpoints) {
			for (int i = 0; i < this.options.clients; i++) {
				this.clients.add(add(this.launcher.client("client " + (this.clients.size() + 1), endpoint)));
			}
		}
		await(this.clients);
	}

	private <M extends Member> M add(M member) {
		synchronized (this.members) {
			if (!this.closed) {
				this.members.add(member);
				return member;
			}
		}
		member.close();
		throw new PerfException("The run is being ended");
	}

	private List<String> await(List<? extends Member> started) throws InterruptedException {
		List<String> endpoints = new ArrayList<>();
		long limit = this.options.connectTimeout + START_MILLIS;
		for (Member member : started) {
			try {
				endpoints.add(member.ready().get(limit, TimeUnit.MILLISECONDS));
			}
			catch (ExecutionException ex) {
				throw new PerfException(PerfException.messageOf(ex), ex);
			}
			catch (TimeoutException ex) {
				throw new PerfException(member.name() + " is not ready after " + limit + " ms", ex);
			}
		}
		return endpoints;
	}

}
