package io.pigato.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.pigato.broker.BrokerListener;
import io.pigato.broker.DropReason;
import io.pigato.broker.SimulatedBroker;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.DirectoryPublication;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerKeepAlive;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.protocol.WorkerStatus;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * A second broker in thought: it sees each message that goes into the real one, each that
 * comes out, and what its listener is told, keeps its own simple account of it, and
 * compares. It shares no code with the broker.
 */
final class BrokerWatch implements BrokerListener {

	private final Ledger ledger;

	private final SimulatedTime time;

	private final Trace trace;

	private final long interval = Simulation.KEEP_ALIVE.interval().toNanos();

	private final Map<Frame, Customer> customers = new HashMap<>();

	private final Map<Frame, Seat> seats = new LinkedHashMap<>();

	/** Requests that have not ended, by the client and its id for them. */
	private final Map<Seat.Key, Asked> live = new LinkedHashMap<>();

	/** The same by the id and the payload, which no two live ones share. */
	private final Map<Seat.Key, Asked> byContent = new HashMap<>();

	/** Those that wait in the order they came, by the name asked for. */
	private final Map<String, Set<Asked>> inOrder = new HashMap<>();

	/** Ended by the broker, and their clients have yet to be told. */
	private final Set<Asked> owed = new HashSet<>();

	private final boolean failsFast;

	private final SimulatedBroker.Limits limits;

	/** Whether its cache never has to make room. */
	private final boolean roomy;

	private final StoredReplies stored;

	/** What is to become of the request that comes. */
	private StoredReplies.Expectation expected = StoredReplies.Expectation.NONE;

	private @Nullable Asked asking;

	private @Nullable Asked replacedByAsking;

	private @Nullable Passing passing;

	/** The worker that may rightly be lost now. */
	private @Nullable Frame leaving;

	private boolean echoDue;

	private boolean stopping;

	private boolean dismissing;

	private boolean retired;

	private long order;

	BrokerWatch(Ledger ledger, SimulatedTime time, Trace trace, SimulatedBroker.Settings settings) {
		this.failsFast = settings.failsFast();
		this.limits = settings.limits();
		this.roomy = settings.cache().equals(SimulatedBroker.Cache.ROOMY);
		this.stored = new StoredReplies(!settings.cache().equals(SimulatedBroker.Cache.NONE));
		this.ledger = ledger;
		this.time = time;
		this.trace = trace;
	}

	/** Before the broker is given a message. */
	void in(Frame peer, WireMessage message) {
		this.trace.add(peer, "→ broker", message);
		Seat seat = this.seats.get(peer);
		if (seat != null && message instanceof WireMessage.FromWorker) {
			seat.lastHeard = now();
		}
		Customer customer = this.customers.get(peer);
		if (customer != null && message instanceof WireMessage.FromClient && customer.heard(now())) {
			this.ledger.count(Happening.CLIENT_BACK_IN_GRACE);
		}
		if (message instanceof Malformed malformed) {
			WorkerReply failure = malformed.failureOfRequest();
			if (failure != null) {
				this.ledger.count(Happening.UNKNOWN_CODE);
				fromWorker(peer, seat, failure);
			}
			return;
		}
		if (message instanceof WireMessage.FromClient fromClient) {
			fromClient(peer, fromClient);
		}
		else if (message instanceof WireMessage.FromWorker fromWorker) {
			fromWorker(peer, seat, fromWorker);
		}
	}

	/** After the broker has done with what it was given, or with its deadlines. */
	void settled() {
		Passing left = this.passing;
		this.ledger.check(left == null || left.asked.inDoubt || !left.asked.isSurelyLive(now()),
				() -> "the broker did not pass on the reply to " + left.asked);
		if (left != null && left.last) {
			end(left.asked);
		}
		for (Asked asked : this.owed) {
			this.ledger.check(!asked.client.understandsErrors() || asked.inDoubt,
					() -> asked + " was ended, and its client not told");
		}
		this.owed.clear();
		notCached();
		this.passing = null;
		this.asking = null;
		this.replacedByAsking = null;
		this.leaving = null;
		this.echoDue = false;
	}

	/** What was not answered from the cache: that must have its reason. */
	private void notCached() {
		switch (this.expected) {
			case HIT -> {
				this.ledger.check(!this.roomy, () -> this.asking + " was not answered from the cache");
				this.ledger.count(Happening.CACHE_EVICTED);
			}
			case EXPIRED -> this.ledger.count(Happening.CACHE_EXPIRED);
			case SKIP -> this.ledger.count(Happening.CACHE_SKIPPED);
			default -> {
			}
		}
		this.expected = StoredReplies.Expectation.NONE;
	}

	/** Before the broker is told that a connection has ended. */
	void gone(Frame peer) {
		this.trace.add(peer, "is gone at", "the broker");
		Customer customer = this.customers.get(peer);
		if (customer != null) {
			customer.away(now());
		}
		this.leaving = peer;
	}

	/** The broker has closed a connection, of whose end it is not told. */
	void cutOff(Frame peer) {
		Seat seat = this.seats.get(peer);
		if (seat != null) {
			seat.cutOff = true;
		}
	}

	/** After the broker has sent a message. */
	void out(Frame peer, WireMessage message, SendResult result) {
		this.trace.add(peer, (result == SendResult.ACCEPTED) ? "← broker" : "← broker, " + result + ":", message);
		if (message instanceof WorkerRequest request) {
			dispatched(peer, request, result);
		}
		else if (message instanceof ClientReply reply) {
			replied(peer, reply, result);
			Customer customer = this.customers.get(peer);
			if (customer != null && result == SendResult.FULL) {
				customer.full(now());
			}
		}
		else if (message instanceof HandlerCancel cancel) {
			Asked asked = held(peer, cancel.client(), cancel.rid());
			this.ledger.check(asked != null && !asked.isSurelyLive(now()),
					() -> "the broker cancels " + asked + " at " + peer + " without a reason");
			if (asked != null) {
				this.ledger.count(Happening.HANDLER_CANCEL);
				forget(asked);
			}
		}
		else if (message instanceof HandlerHeartbeat heartbeat) {
			this.ledger.count(Happening.HANDLER_HEARTBEAT);
			this.ledger.check(held(peer, heartbeat.client(), heartbeat.rid()) != null,
					() -> peer + " was sent a heartbeat for a request it does not hold");
		}
		else if (message instanceof WireMessage.ToClient) {
			this.ledger.check(this.echoDue, () -> peer + " got a heartbeat it did not ask for");
		}
	}

	/**
	 * Between two steps: nothing may be leaked, lost, or waiting beside an idle worker.
	 */
	void check(int inBroker) {
		long now = now();
		long surely = this.live.values().stream().filter((asked) -> asked.isSurelyLive(now)).count();
		this.live.values().removeIf((asked) -> asked.isSurelyOver(now) && forget(asked, false));
		this.ledger.check(inBroker <= this.live.size(),
				() -> "the broker holds " + inBroker + " requests, at most " + this.live.size() + " can be live");
		this.ledger.check(inBroker >= surely,
				() -> "the broker holds " + inBroker + " requests, at least " + surely + " must be live");
		checkNobodyIdles(now);
		for (Customer customer : this.customers.values()) {
			this.ledger.check(now <= customer.goneBy() + Asked.SLACK_NANOS,
					() -> customer + " has been away or silent for too long and is still there");
		}
		for (Seat seat : this.seats.values()) {
			this.ledger.check(now - seat.lastHeard <= silenceNanos() + Asked.SLACK_NANOS,
					() -> seat + " has been silent for too long and is still there");
		}
	}

	/** Whether the broker's directory names exactly the workers that it has. */
	void checkDirectory(Frame directory) {
		Map<String, Set<String>> expected = new TreeMap<>(Map.of("$dir", Set.of()));
		this.seats.values()
			.forEach((seat) -> expected.computeIfAbsent(seat.service, (name) -> new TreeSet<>())
				.add(seat.identity.text()));
		Map<String, Set<String>> named = new TreeMap<>();
		DirectoryPublication.decode(DirectoryPublication.publish(directory))
			.forEach((name, ids) -> named.put(name, new TreeSet<>(ids)));
		this.ledger.check(named.equals(expected), () -> "the directory is " + named + " where there are " + expected);
	}

	/** The broker takes nothing new from now on, and gives back what waits. */
	void stopping() {
		this.stopping = true;
		for (Asked asked : List.copyOf(this.live.values())) {
			if (asked.seat == null) {
				owe(asked);
			}
		}
	}

	/** The broker sends its workers away, and gives back what was rejected meanwhile. */
	void dismissing() {
		this.dismissing = true;
		stopping();
	}

	/** What the broker does from now on is of no interest. */
	void retired() {
		this.retired = true;
	}

	List<Asked> liveRequests() {
		return new ArrayList<>(this.live.values());
	}

	Set<Frame> workers() {
		return this.seats.keySet();
	}

	private void checkNobodyIdles(long now) {
		if (this.failsFast) {
			for (Asked asked : this.live.values()) {
				this.ledger.check(!waitsForNobody(asked) || !asked.isSurelyLive(now) || asked.inDoubt,
						() -> asked + " waits though nobody could serve it");
			}
		}
		List<Seat> idle = this.seats.values().stream().filter((seat) -> seat.mustTake(now)).toList();
		if (idle.isEmpty()) {
			return;
		}
		Set<String> done = new HashSet<>();
		for (Asked asked : this.live.values()) {
			boolean waits = asked.seat == null && !asked.isTargeted() && asked.isSurelyLive(now);
			if (waits && (!asked.isInOrder() || done.add(asked.name))) {
				for (Seat seat : idle) {
					this.ledger.check(asked.rejectedBy.contains(seat) || !serves(seat, asked),
							() -> asked + " waits though " + seat + " has room");
				}
			}
		}
	}

	private void fromClient(Frame peer, WireMessage.FromClient message) {
		Customer customer = this.customers.get(peer);
		if (message instanceof ClientRequest || message instanceof ClientHeartbeat) {
			customer = this.customers.computeIfAbsent(peer, (id) -> new Customer(id, now()));
		}
		if (customer != null && message instanceof ClientRequest request) {
			asks(customer, request);
		}
		else if (customer != null && message instanceof ClientHeartbeat) {
			this.echoDue = true;
			customer.beats(now());
		}
		else if (message instanceof CancelRequest cancel) {
			Asked asked = this.live.get(new Seat.Key(peer, cancel.rid()));
			if (asked != null) {
				forget(asked);
			}
		}
		else if (message instanceof WorkerKeepAlive keepAlive && this.seats.containsKey(keepAlive.worker())) {
			this.seats.get(keepAlive.worker()).lastHeard = now();
		}
		else if (message instanceof RequestHeartbeat) {
			this.trace.add(peer, "keeps alive", message);
		}
	}

	private void asks(Customer customer, ClientRequest message) {
		Seat.Key key = new Seat.Key(customer.identity, message.rid());
		Asked old = this.live.get(key);
		if (old != null && old.isSurelyLive(now())) {
			return;
		}
		Asked asked = new Asked(this.order++, customer, message, now());
		if (asked.options.extensions()) {
			customer.announces();
		}
		this.asking = asked;
		this.replacedByAsking = old;
		add(asked);
		if (!this.stopping) {
			this.expected = this.stored.expectation(asked, now());
		}
	}

	private void add(Asked asked) {
		this.live.put(new Seat.Key(asked.client.identity, asked.rid()), asked);
		this.byContent.put(new Seat.Key(asked.message.data(), asked.rid()), asked);
		if (asked.isInOrder()) {
			this.inOrder.computeIfAbsent(asked.name, (name) -> new LinkedHashSet<>()).add(asked);
		}
	}

	private void fromWorker(Frame peer, @Nullable Seat seat, WireMessage.FromWorker message) {
		if (message instanceof WorkerReady || message instanceof WorkerGoodbye) {
			this.leaving = peer;
		}
		else if (seat != null && message instanceof WorkerHeartbeat heartbeat) {
			if (seat.apply(WorkerStatus.read(heartbeat.status()))) {
				this.ledger.count(Happening.CONCURRENCY_CHANGED);
			}
		}
		else if (seat != null && message instanceof WorkerReply reply) {
			Asked asked = seat.held.get(new Seat.Key(reply.client(), reply.rid()));
			if (asked != null) {
				replies(seat, asked, reply);
			}
		}
		else if (seat != null && message instanceof WorkerReject reject) {
			Asked asked = seat.held.remove(new Seat.Key(reject.client(), reject.rid()));
			if (asked != null) {
				rejects(seat, asked);
			}
		}
	}

	private void replies(Seat seat, Asked asked, WorkerReply reply) {
		if (reply.last()) {
			seat.held.values().remove(asked);
			asked.seat = null;
		}
		if (!reply.last()) {
			asked.streamed = true;
		}
		else if (reply.body().code() == ReplyCode.OK && !asked.isSurelyOver(now())
				&& this.stored.replied(asked, reply.body(), asked.isSurelyLive(now()), now())) {
			this.ledger.count(Happening.CACHEABLE);
		}
		boolean nothing = !reply.last() && JsonFrames.isNothing(reply.body().data());
		if (nothing && !asked.isSurelyOver(now())) {
			asked.inDoubt |= !asked.isSurelyLive(now());
			asked.lastSign = now();
		}
		else if (!nothing && !asked.isSurelyOver(now())) {
			this.passing = new Passing(asked, reply.last(), reply.body());
			asked.inDoubt |= !asked.isSurelyLive(now());
		}
		else if (reply.last()) {
			end(asked);
		}
	}

	private void rejects(Seat seat, Asked asked) {
		asked.seat = null;
		if (asked.isSurelyOver(now())) {
			end(asked);
		}
		else if (asked.partialForwarded || asked.isTargeted()) {
			owe(asked);
		}
		else {
			asked.inDoubt |= !asked.isSurelyLive(now());
			asked.rejectedBy.add(seat);
			asked.attempts--;
		}
	}

	private void dispatched(Frame peer, WorkerRequest request, SendResult result) {
		Seat seat = this.seats.get(peer);
		Asked asked = this.byContent.get(new Seat.Key(request.request().data(), request.request().rid()));
		if (seat == null || asked == null) {
			this.ledger.check(false, () -> peer + " was given " + request + ": no such worker, or no such request");
			return;
		}
		if (result != SendResult.ACCEPTED) {
			this.ledger.count(Happening.WORKER_FULL);
			seat.full(now());
			return;
		}
		checkDispatch(seat, asked);
		countDispatch(seat, asked, request);
		Set<Asked> waiting = this.inOrder.get(asked.name);
		if (waiting != null) {
			waiting.remove(asked);
		}
		asked.attempts++;
		asked.seat = seat;
		seat.held.put(new Seat.Key(request.client(), asked.rid()), asked);
	}

	private void checkDispatch(Seat seat, Asked asked) {
		long now = now();
		this.ledger.check(!asked.isSurelyOver(now), () -> asked + " was given to " + seat + " after its end");
		this.ledger.check(asked.seat == null, () -> asked + " was given to " + seat + ", " + asked.seat + " has it");
		this.ledger.check(seat.hasRoom(now), () -> asked + " was given to " + seat + " beyond its concurrency");
		this.ledger.check(!asked.rejectedBy.contains(seat), () -> asked + " was given to " + seat + " again");
		this.ledger.check(serves(seat, asked), () -> asked + " was given to " + seat + " of another service");
		this.ledger.check(!asked.partialForwarded, () -> asked + " was given to " + seat + " after a partial");
		this.ledger.check(asked.attempts == 0 || asked.options.retry(),
				() -> asked + " was given to " + seat + " without retry after " + asked.attempts + " attempts");
		this.ledger.check(asked.attempts < 5, () -> asked + " was given to " + seat + " once too often");
		if (asked.isInOrder()) {
			for (Asked first : this.inOrder.getOrDefault(asked.name, Set.of())) {
				if (first == asked) {
					break;
				}
				this.ledger.check(!first.isSurelyLive(now), () -> asked + " was served before " + first);
			}
		}
	}

	private void countDispatch(Seat seat, Asked asked, WorkerRequest request) {
		this.ledger.count(Happening.DISPATCHED);
		if (asked != this.asking) {
			this.ledger.count(Happening.DISPATCHED_AFTER_WAITING);
		}
		if (asked.isTargeted()) {
			this.ledger.count(Happening.TARGET_HIT);
		}
		else if (Names.isVersionFor(seat.service, asked.name)) {
			this.ledger.count(Happening.RANGE_HIT);
		}
		else if (!seat.service.equals(asked.name)) {
			this.ledger.count(Happening.WILDCARD_HIT);
		}
		if (!seat.isKnown()) {
			this.ledger.count(Happening.TRIAL);
		}
		if (!request.client().equals(asked.client.identity)) {
			this.ledger.count(Happening.ALIAS);
		}
	}

	private boolean serves(Seat seat, Asked asked) {
		if (asked.isTargeted()) {
			return seat.identity.equals(asked.options.workerId()) && Names.couldServe(seat.service, asked.name);
		}
		Set<String> offered = new HashSet<>();
		this.seats.values().forEach((other) -> offered.add(other.service));
		return Names.serves(seat.service, asked.name, offered);
	}

	private void replied(Frame peer, ClientReply reply, SendResult result) {
		Passing expected = this.passing;
		if (expected != null && expected.isIn(peer, reply)) {
			this.passing = null;
			Asked asked = expected.asked;
			this.ledger.check(!asked.isSurelyOver(now()), () -> asked + " was answered after its end");
			if (expected.last) {
				end(asked);
			}
			else if (result == SendResult.ACCEPTED) {
				asked.partialForwarded = true;
				asked.lastSign = now();
			}
			else {
				forget(asked);
			}
			return;
		}
		Asked asked = this.live.get(new Seat.Key(peer, reply.rid()));
		if (asked != null && asked == this.asking && reply.last() && reply.body().code() == ReplyCode.OK) {
			answeredByBroker(asked, reply.body());
			return;
		}
		Asked told = this.owed.stream()
			.filter((one) -> one.client.identity.equals(peer) && one.rid().equals(reply.rid()))
			.findFirst()
			.orElse(asked);
		boolean due = told != null
				&& (this.owed.remove(told) || told == this.asking || told.inDoubt || isBackInAFullQueue(told, reply));
		this.ledger.check(reply.last() && reply.body().code() == ReplyCode.ERROR && due,
				() -> "the broker sent " + peer + " what it should not: " + reply);
		if (told != null) {
			checkAvailability(told, reply);
			this.ledger.check(told.client.understandsErrors(), () -> peer + " was sent an error it does not know");
			end(told);
		}
	}

	private void answeredByBroker(Asked asked, ReplyBody body) {
		if (!asked.name.equals("$dir")) {
			fromCache(asked, body);
			return;
		}
		end(asked);
		String query = asked.message.data().text();
		if (query.startsWith("\"")) {
			this.ledger.count(Happening.SERVICE_ANSWERED);
			checkWorkersOf(query.substring(1, query.length() - 1), body.data());
		}
		else {
			this.ledger.count(Happening.DIRECTORY_ANSWERED);
			checkDirectory(body.data());
		}
	}

	private void checkWorkersOf(String service, Frame answer) {
		Set<String> expected = new TreeSet<>();
		this.seats.values()
			.stream()
			.filter((seat) -> seat.service.equals(service))
			.forEach((seat) -> expected.add(seat.identity.text()));
		Frame wrapped = Frame.of("{\"workers\":" + answer.text() + "}");
		List<String> named = DirectoryPublication.decode(DirectoryPublication.publish(wrapped)).get("workers");
		this.ledger.check(named != null && named.size() == expected.size() && expected.containsAll(named),
				() -> "the directory has " + answer + " for " + service + " where there are " + expected);
	}

	private void fromCache(Asked asked, ReplyBody body) {
		String complaint = this.stored.complaint(asked, body, now());
		this.ledger.check(complaint.isEmpty(), () -> asked + " was answered " + complaint + ": " + body);
		this.expected = StoredReplies.Expectation.NONE;
		end(asked);
	}

	private void checkAvailability(Asked told, ClientReply reply) {
		if (reply.body().data().text().equals("\"B_NO_WORKER\"")) {
			this.ledger.check(this.failsFast, () -> told + " was refused by a broker that lets requests wait");
			this.ledger.check(!isServed(told), () -> told + " was refused though a worker could serve it");
			this.ledger.count((told == this.asking) ? Happening.NO_WORKER_AT_ALL : Happening.NO_WORKER_ANY_MORE);
		}
	}

	/** What workers have given back or lost may wait as long as not too much does. */
	private boolean isBackInAFullQueue(Asked told, ClientReply reply) {
		if (!reply.body().data().text().equals("\"B_QUEUE_FULL\"") || told.seat != null
				|| (told.attempts == 0 && told.rejectedBy.isEmpty())) {
			return false;
		}
		List<Asked> waiting = this.live.values().stream().filter((asked) -> asked.seat == null).toList();
		long bytes = waiting.stream().mapToLong(Asked::bytes).sum();
		long alike = waiting.stream().filter((asked) -> asked.name.equals(told.name)).count();
		this.ledger.count(Happening.QUEUE_FULL_AGAIN);
		return bytes - this.limits.queuedBytes() > this.limits.queuedBytes()
				|| alike > 2L * this.limits.queuedPerService();
	}

	private boolean waitsForNobody(Asked asked) {
		return asked.seat == null && !asked.isTargeted() && !isServed(asked);
	}

	private boolean isServed(Asked asked) {
		return this.seats.values().stream().anyMatch((seat) -> serves(seat, asked));
	}

	private @Nullable Asked held(Frame worker, Frame client, Frame rid) {
		Seat seat = this.seats.get(worker);
		return (seat != null) ? seat.held.get(new Seat.Key(client, rid)) : null;
	}

	private void owe(Asked asked) {
		boolean live = !asked.isSurelyOver(now());
		boolean surely = asked.isSurelyLive(now());
		end(asked);
		asked.inDoubt |= !surely;
		if (live) {
			this.owed.add(asked);
		}
	}

	/** Its client waits no longer; a worker may be busy with it. */
	private void forget(Asked asked) {
		if (!asked.over) {
			forget(asked, true);
		}
	}

	private boolean forget(Asked asked, boolean fromMap) {
		asked.over = true;
		if (asked.seat != null && asked.forgottenAt == 0) {
			asked.forgottenAt = Math.min(now(), asked.dueNanos());
			this.ledger.count(Happening.FORGOTTEN);
		}
		remove(asked, fromMap);
		return true;
	}

	private void end(Asked asked) {
		asked.over = true;
		if (asked.seat != null) {
			asked.seat.held.values().remove(asked);
			asked.seat = null;
		}
		remove(asked, true);
	}

	private void remove(Asked asked, boolean fromMap) {
		if (fromMap) {
			this.live.remove(new Seat.Key(asked.client.identity, asked.rid()), asked);
		}
		this.byContent.remove(new Seat.Key(asked.message.data(), asked.rid()), asked);
		Set<Asked> waiting = this.inOrder.get(asked.name);
		if (waiting != null) {
			waiting.remove(asked);
		}
	}

	private long silenceNanos() {
		return this.interval * (Simulation.KEEP_ALIVE.liveness() + 1);
	}

	private long now() {
		return this.time.nowNanos();
	}

	@Override
	public void workerRegistered(String service, String workerId) {
		this.ledger.count(Happening.WORKER_REGISTERED);
		Frame identity = Frame.of(workerId);
		this.seats.put(identity, new Seat(identity, service, now()));
	}

	@Override
	public void workerLost(String service, String workerId, int inFlight) {
		Seat seat = this.seats.remove(Frame.of(workerId));
		if (seat == null) {
			this.ledger.check(false, () -> workerId + " was lost and never there");
			return;
		}
		this.trace.add(seat, "is lost at", "the broker");
		boolean silent = now() - seat.lastHeard >= silenceNanos();
		if (silent) {
			this.ledger.count(Happening.WORKER_SILENT);
		}
		this.ledger.check(silent || seat.cutOff || this.dismissing || seat.identity.equals(this.leaving),
				() -> seat + " was lost without a reason");
		for (Asked asked : List.copyOf(seat.held.values())) {
			lose(asked);
		}
		for (Asked asked : List.copyOf(this.live.values())) {
			boolean targetGone = asked.seat == null && seat.identity.equals(asked.options.workerId());
			if (targetGone || (this.failsFast && waitsForNobody(asked))) {
				owe(asked);
			}
		}
	}

	private void lose(Asked asked) {
		asked.seat = null;
		if (asked.isSurelyOver(now())) {
			end(asked);
		}
		else if (asked.isTargeted() || !asked.isRepeatable() || this.stopping) {
			if (asked.options.retry() && asked.attempts == 5) {
				this.ledger.count(Happening.ATTEMPTS_SPENT);
			}
			owe(asked);
		}
		else {
			asked.inDoubt |= !asked.isSurelyLive(now());
		}
	}

	@Override
	public void clientGone(String clientId, int requests) {
		if (this.retired) {
			return;
		}
		Customer customer = this.customers.values()
			.stream()
			.filter((one) -> one.identity.text().equals(clientId))
			.findFirst()
			.orElse(null);
		if (customer == null) {
			this.ledger.check(false, () -> clientId + " is gone and was never there");
			return;
		}
		this.trace.add(customer, "is given up by", "the broker");
		this.ledger.check(now() >= customer.goneBy(), () -> customer + " was given up without a reason");
		this.ledger.count(customer.isFull() ? Happening.CLIENT_CUT_OFF
				: customer.isAway() ? Happening.GRACE_OVER : Happening.CLIENT_SILENT);
		this.customers.remove(customer.identity);
		for (Asked asked : List.copyOf(this.live.values())) {
			if (asked.client == customer) {
				forget(asked);
			}
		}
	}

	@Override
	public void requestRejected(String service) {
		this.ledger.count(Happening.REJECTED);
	}

	@Override
	public void requestRetried(String service) {
		this.ledger.count(Happening.RETRIED);
	}

	@Override
	public void requestExpired(String service) {
		this.ledger.count(Happening.EXPIRED);
	}

	@Override
	public void requestCancelled(String service) {
		this.ledger.count(Happening.CANCELLED);
	}

	@Override
	public void requestFailed(String service, String code) {
		this.ledger.count(switch (code) {
			case "B_QUEUE_FULL" -> Happening.QUEUE_FULL;
			case "B_LIMIT" -> Happening.LIMIT;
			case "B_WORKER_LOST" -> Happening.WORKER_LOST;
			case "B_TARGET_NOT_FOUND" -> Happening.TARGET_NOT_FOUND;
			case "B_SHUTDOWN" -> Happening.SHUTDOWN;
			case "B_NO_WORKER" -> Happening.NO_WORKER;
			default -> Happening.REJECTED_AFTER_PARTIAL;
		});
	}

	@Override
	public void requestAnsweredFromCache(String service) {
		this.ledger.count(Happening.CACHE_HIT);
	}

	@Override
	public void strategyFailed(String service, Throwable cause) {
		this.ledger.count(Happening.STRATEGY_FAILED);
	}

	@Override
	public void dropped(DropReason reason) {
		Asked asked = this.asking;
		if (reason == DropReason.DUPLICATE_REQUEST && asked != null) {
			remove(asked, true);
			this.expected = StoredReplies.Expectation.NONE;
			if (this.replacedByAsking != null) {
				add(this.replacedByAsking);
			}
		}
		if (reason == DropReason.ERROR_NOT_UNDERSTOOD && asked != null && asked.seat == null) {
			end(asked);
		}
		switch (reason) {
			case DUPLICATE_REQUEST -> this.ledger.count(Happening.DUPLICATE_REQUEST);
			case UNEXPECTED_REPLY -> this.ledger.count(Happening.UNEXPECTED_REPLY);
			case LATE_REPLY -> this.ledger.count(Happening.ANSWERED_LATE);
			case NULL_PARTIAL -> this.ledger.count(Happening.NULL_PARTIAL);
			case MALFORMED -> this.ledger.count(Happening.MALFORMED);
			case UNKNOWN_WORKER -> this.ledger.count(Happening.UNKNOWN_WORKER);
			case REFUSED_WORKER -> this.ledger.count(Happening.REFUSED_WORKER);
			case CLIENT_FULL -> this.ledger.count(Happening.CLIENT_FULL);
			case CLIENT_GONE -> this.ledger.count(Happening.CLIENT_GONE);
			case ERROR_NOT_UNDERSTOOD -> this.ledger.count(Happening.ERROR_NOT_UNDERSTOOD);
			default -> {
			}
		}
	}

	/**
	 * A worker's words on their way through the broker.
	 *
	 * @param asked the request they belong to
	 * @param last whether they end it
	 * @param body what they are
	 */
	private record Passing(Asked asked, boolean last, ReplyBody body) {

		boolean isIn(Frame peer, ClientReply reply) {
			boolean same = this.body.code() == ReplyCode.ERROR || reply.body().data().equals(this.body.data())
					|| JsonFrames.isNothing(this.body.data());
			return this.asked.client.identity.equals(peer) && this.asked.rid().equals(reply.rid())
					&& reply.last() == this.last && reply.body().code() == this.body.code() && same;
		}

	}

}
