package io.pigato.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerReady;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a broker is to do with names, workers and requests, said as plainly as can be:
 * whatever it has to know it finds out by looking at everything. It drives a broker,
 * reads off who got what, and says whether that was right.
 */
final class DispatchModel {

	private static final String CLIENT = "c";

	private final BrokerHarness broker;

	private final Availability availability;

	private final boolean leastLoad;

	private final Map<String, Worker> workers = new LinkedHashMap<>();

	/** Those that wait, each name's in the order in which they are to be served. */
	private final List<Request> waiting = new ArrayList<>();

	private int requests;

	private int dispatched;

	private int failedTargets;

	private int hopeless;

	DispatchModel(BrokerHarness broker, Availability availability, boolean leastLoad) {
		this.broker = broker;
		this.availability = availability;
		this.leastLoad = leastLoad;
	}

	int dispatched() {
		return this.dispatched;
	}

	void request(String asked, @Nullable String target, boolean retry) {
		Request request = new Request("" + this.requests++, asked, target, retry);
		Worker aim = (target != null) ? this.workers.get(target) : null;
		if (target != null && (aim == null || !couldServe(aim.service, asked))) {
			this.failedTargets++;
		}
		else if (target == null && isHopeless(asked)) {
			this.hopeless++;
		}
		else {
			this.waiting.add(request);
		}
		String aimed = (target != null) ? ",\"workerId\":\"" + target + "\"" : "";
		this.broker.request(CLIENT, asked, request.rid, "{\"timeout\":-1,\"retry\":" + retry + aimed + "}");
		settle();
	}

	void register(String name, String service, int concurrency) {
		Worker known = this.workers.get(name);
		boolean moves = known != null && !known.service.equals(service);
		if (moves) {
			lose(name);
		}
		if (known == null || moves) {
			this.workers.put(name, new Worker(name, service));
		}
		this.broker.from(name, new WorkerReady(Frame.of(service)));
		settle();
		concurrency(name, concurrency);
	}

	void lose(String name) {
		takeOut(name);
		this.broker.gone(name);
		settle();
	}

	void concurrency(String name, int concurrency) {
		Worker worker = this.workers.get(name);
		if (worker != null) {
			worker.concurrency = concurrency;
			this.broker.heartbeat(name, "{\"concurrency\":" + concurrency + "}");
			settle();
		}
	}

	void cancel(Random random) {
		if (!this.waiting.isEmpty()) {
			Request request = this.waiting.remove(random.nextInt(this.waiting.size()));
			this.broker.cancel(CLIENT, request.rid);
			settle();
		}
	}

	void reply(String name, Random random) {
		Request request = anyHeld(name, random);
		if (request != null) {
			this.workers.get(name).held.remove(request);
			this.broker.reply(name, CLIENT, request.rid, "1");
			settle();
		}
	}

	void reject(String name, Random random) {
		Request request = anyHeld(name, random);
		if (request == null) {
			return;
		}
		this.workers.get(name).held.remove(request);
		request.rejectedBy.add(this.workers.get(name));
		request.attempts--;
		if (request.target != null) {
			this.failedTargets++;
		}
		else {
			this.waiting.add(request);
		}
		this.broker.reject(name, CLIENT, request.rid);
		settle();
	}

	/** What must hold between any two messages. */
	void check() {
		assertThat(this.broker.state().queued()).as("waiting").isEqualTo(this.waiting.size());
		assertThat(this.broker.state().inFlight()).as("in flight")
			.isEqualTo(this.workers.values().stream().mapToInt((worker) -> worker.held.size()).sum());
		assertThat(count("failed B_TARGET_NOT_FOUND")).as("targets").isEqualTo(this.failedTargets);
		assertThat(count("failed B_NO_WORKER")).as("hopeless").isEqualTo(this.hopeless);
		assertThat(this.broker.state().services())
			.isEqualTo((int) this.workers.values().stream().map((worker) -> worker.service).distinct().count());
		for (Request request : this.waiting) {
			assertThat(eligible(request)).as("who could have " + request).isEmpty();
		}
	}

	/** Ends everything. */
	void end() {
		for (String name : List.copyOf(this.workers.keySet())) {
			lose(name);
			check();
		}
		this.waiting.forEach((request) -> this.broker.cancel(CLIENT, request.rid));
		this.broker.gone(CLIENT);
		this.broker.pass(BrokerHarness.INTERVAL_MILLIS * BrokerHarness.LIVENESS);
	}

	/** Reads off who got what, in the order in which it was given. */
	private void settle() {
		for (BrokerHarness.Given given : this.broker.takeGiven()) {
			took(given);
		}
	}

	private void took(BrokerHarness.Given given) {
		Worker worker = this.workers.get(given.worker());
		Request request = this.waiting.stream()
			.filter((one) -> one.rid.equals(given.rid()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nobody asked for " + given));
		List<Worker> eligible = eligible(request);
		assertThat(eligible).as(given + " in " + this.workers.values()).contains(worker);
		if (this.leastLoad) {
			int least = eligible.stream().mapToInt((one) -> one.held.size()).min().orElseThrow();
			assertThat(worker.held.size()).as("load of " + worker).isEqualTo(least);
		}
		if (request.target == null && request.rejectedBy.isEmpty()) {
			assertThat(first(request.asked)).as("first under " + request.asked).isEqualTo(request);
		}
		this.waiting.remove(request);
		worker.held.add(request);
		request.attempts++;
		this.dispatched++;
	}

	/** The first that any worker may have. */
	private Request first(String asked) {
		return this.waiting.stream()
			.filter((one) -> one.asked.equals(asked) && one.target == null && one.rejectedBy.isEmpty())
			.findFirst()
			.orElseThrow();
	}

	private List<Worker> eligible(Request request) {
		List<Worker> found = new ArrayList<>();
		for (Worker worker : this.workers.values()) {
			boolean serves = (request.target != null) ? worker.name.equals(request.target)
					: route(request.asked).contains(worker.service);
			boolean room = worker.concurrency < 0 || worker.held.size() < worker.concurrency;
			if (serves && room && !request.rejectedBy.contains(worker)) {
				found.add(worker);
			}
		}
		return found;
	}

	private void takeOut(String name) {
		Worker lost = this.workers.remove(name);
		if (lost == null) {
			return;
		}
		long waitingForIt = this.waiting.stream().filter((one) -> name.equals(one.target)).count();
		this.failedTargets += (int) waitingForIt;
		this.waiting.removeIf((one) -> name.equals(one.target));
		List<Request> repeated = new ArrayList<>();
		for (Request request : lost.held) {
			if (request.retry && request.attempts < 5 && request.target == null) {
				repeated.add(request);
			}
			else if (request.retry && request.attempts < 5) {
				this.failedTargets++;
			}
		}
		repeated.sort(Comparator.comparingInt((one) -> Integer.parseInt(one.rid)));
		this.waiting.addAll(0, repeated);
		for (Request request : List.copyOf(this.waiting)) {
			if (request.target == null && isHopeless(request.asked)) {
				this.hopeless++;
				this.waiting.remove(request);
			}
		}
	}

	private @Nullable Request anyHeld(String name, Random random) {
		Worker worker = this.workers.get(name);
		return (worker != null && !worker.held.isEmpty()) ? worker.held.get(random.nextInt(worker.held.size())) : null;
	}

	private int count(String event) {
		return (int) this.broker.events().stream().filter(event::equals).count();
	}

	private boolean isHopeless(String asked) {
		return this.availability == Availability.FAIL_FAST && route(asked).isEmpty();
	}

	/** The offered names whose workers serve what is asked. */
	private Set<String> route(String asked) {
		Set<String> offered = new HashSet<>();
		this.workers.values().forEach((worker) -> offered.add(worker.service));
		if (offered.contains(asked)) {
			return Set.of(asked);
		}
		offered.removeIf((name) -> !couldServe(name, asked));
		if (!asked.contains("@") && !offered.isEmpty()) {
			return Set.of(offered.stream().max(Comparator.comparingInt(String::length)).orElseThrow());
		}
		return offered;
	}

	private static boolean couldServe(String offered, String asked) {
		if (offered.equals(asked)) {
			return true;
		}
		if (offered.endsWith("*") && !asked.contains("@")) {
			return asked.startsWith(offered.substring(0, offered.length() - 1))
					&& !(offered.equals("*") && asked.startsWith("$"));
		}
		return switch (asked) {
			case "x@^1", "x@1.x" -> offered.startsWith("x@1.");
			case "x@~1.1" -> offered.startsWith("x@1.1.");
			case "x@*" -> Set.of("x@1.0.0", "x@1.1.0", "x@1.1.1", "x@2.0.0").contains(offered);
			case "x@>1.0.0 || 0.x" -> Set.of("x@1.1.0", "x@1.1.1", "x@2.0.0").contains(offered);
			case "y@^1" -> offered.equals("y@1.0.0");
			default -> false;
		};
	}

	private static final class Worker {

		private final String name;

		private final String service;

		private final List<Request> held = new ArrayList<>();

		private int concurrency;

		Worker(String name, String service) {
			this.name = name;
			this.service = service;
		}

		@Override
		public String toString() {
			return this.name + " of " + this.service + " with " + this.held.size() + "/" + this.concurrency;
		}

	}

	private static final class Request {

		private final String rid;

		private final String asked;

		private final @Nullable String target;

		private final boolean retry;

		private final Set<Worker> rejectedBy = new HashSet<>();

		private int attempts;

		Request(String rid, String asked, @Nullable String target, boolean retry) {
			this.rid = rid;
			this.asked = asked;
			this.target = target;
			this.retry = retry;
		}

		@Override
		public String toString() {
			return this.rid + " for " + this.asked + Objects.toString(this.target, "");
		}

	}

}
