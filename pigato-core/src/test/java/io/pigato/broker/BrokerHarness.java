package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyCode;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;

/**
 * A broker's state between peers that are played by the test, at a time of its choice.
 */
final class BrokerHarness {

	static final long INTERVAL_MILLIS = 1000;

	static final int LIVENESS = 3;

	private final Deadlines deadlines = new Deadlines(0);

	private final Map<Frame, List<WireMessage>> sent = new HashMap<>();

	private final List<Given> given = new ArrayList<>();

	private final Map<Frame, Long> grownNanos = new HashMap<>();

	private final Map<Frame, SendResult> answers = new HashMap<>();

	private final List<String> events = new ArrayList<>();

	private final List<String> notices = new ArrayList<>();

	private final List<String> cutOff = new ArrayList<>();

	private final BrokerState state;

	private int publications;

	private long nowMillis;

	BrokerHarness() {
		this(BrokerLimits.DEFAULT);
	}

	BrokerHarness(BrokerLimits limits) {
		this(limits, DispatchPolicy.DEFAULT);
	}

	BrokerHarness(BrokerLimits limits, DispatchPolicy policy) {
		this(limits, policy, CacheLimits.NONE);
	}

	BrokerHarness(BrokerLimits limits, DispatchPolicy policy, CacheLimits cache) {
		this(limits, policy, cache, false);
	}

	BrokerHarness(BrokerLimits limits, DispatchPolicy policy, CacheLimits cache, boolean coreServices) {
		this.state = new BrokerState(
				new BrokerConfig(millis(INTERVAL_MILLIS), LIVENESS, 1, limits, policy, cache, coreServices),
				this.deadlines, new Outbox(), new Recorder());
	}

	/** Limits that a test can reach. */
	static BrokerLimits limits(long queuedBytes, int queuedPerService, int requestsPerClient, int names) {
		return BrokerLimits.DEFAULT.withMaxQueuedBytes(queuedBytes)
			.withMaxQueuedPerService(queuedPerService)
			.withMaxRequestsPerClient(requestsPerClient)
			.withMaxNames(names);
	}

	BrokerState state() {
		return this.state;
	}

	int deadlines() {
		return this.deadlines.size();
	}

	List<String> events() {
		return this.events;
	}

	/** What listeners were told of peers rather than of requests. */
	List<String> notices() {
		return this.notices;
	}

	/** Who was cut off. */
	List<String> cutOff() {
		return this.cutOff;
	}

	/** All that one peer got, and forgets it. */
	List<WireMessage> take(String peer) {
		List<WireMessage> taken = this.sent.remove(Frame.of(peer));
		return (taken != null) ? taken : List.of();
	}

	/** The ids of the requests that a worker got, and forgets all it got. */
	List<String> takeRequests(String worker) {
		return take(worker).stream()
			.filter(WorkerRequest.class::isInstance)
			.map((message) -> ((WorkerRequest) message).request().rid().text())
			.toList();
	}

	/** Which worker got which request, in that order, and forgets all that was sent. */
	List<Given> takeGiven() {
		List<Given> taken = List.copyOf(this.given);
		this.given.clear();
		this.sent.clear();
		return taken;
	}

	/** How often the directory was to be published, and forgets it. */
	int takePublications() {
		int taken = this.publications;
		this.publications = 0;
		return taken;
	}

	void answer(String peer, SendResult result) {
		this.answers.put(Frame.of(peer), result);
	}

	void from(String peer, WireMessage message) {
		this.state.onMessage(Frame.of(peer), message, now());
	}

	/** A message of it grows that is not yet whole. */
	void grows(String peer) {
		this.grownNanos.put(Frame.of(peer), now());
	}

	void gone(String peer) {
		this.state.onPeerGone(Frame.of(peer), now());
	}

	/** Lets time pass, step by step, as a loop would. */
	void pass(long millis) {
		long end = this.nowMillis + millis;
		while (this.deadlines.nextNanos() <= millis(end)) {
			this.nowMillis = Math.max(this.nowMillis, this.deadlines.nextNanos() / 1_000_000);
			this.deadlines.advance(now());
		}
		this.nowMillis = end;
		this.deadlines.advance(now());
	}

	/** Lets time pass while some peers show that they are alive. */
	void passWithHeartbeats(long millis, String... workers) {
		for (long passed = 0; passed < millis; passed += INTERVAL_MILLIS) {
			pass(INTERVAL_MILLIS);
			for (String worker : workers) {
				heartbeat(worker, "");
			}
		}
	}

	void worker(String name, String service, int concurrency) {
		from(name, new WorkerReady(Frame.of(service)));
		heartbeat(name, "{\"concurrency\":" + concurrency + ",\"ext\":[\"cancel\"]}");
		take(name);
	}

	void heartbeat(String worker, String status) {
		from(worker, new WorkerHeartbeat(Frame.of(status)));
	}

	/** A client that has shown to understand errors. */
	void client(String name) {
		from(name, new ClientHeartbeat());
		take(name);
	}

	void request(String client, String service, String rid) {
		request(client, service, rid, "{}");
	}

	void request(String client, String service, String rid, String options) {
		from(client, new ClientRequest(Frame.of(service), Frame.of(rid), Frame.of("1"), Frame.of(options)));
	}

	void cancel(String client, String rid) {
		from(client, new CancelRequest(Frame.of(rid)));
	}

	void reply(String worker, String client, String rid, String data) {
		from(worker, new WorkerReply(true, Frame.of(client), Frame.of(rid), ok(data)));
	}

	void partial(String worker, String client, String rid, String data) {
		from(worker, new WorkerReply(false, Frame.of(client), Frame.of(rid), ok(data)));
	}

	void reject(String worker, String client, String rid) {
		from(worker, new WorkerReject(Frame.of(client), Frame.of(rid), JsonFrames.NULL));
	}

	static ReplyBody ok(String data) {
		return new ReplyBody(ReplyCode.OK, Frame.of(data), JsonFrames.EMPTY_OBJECT);
	}

	private final class Outbox implements BrokerOutbox {

		@Override
		public SendResult send(Frame peer, WireMessage message) {
			return BrokerHarness.this.send(peer, message);
		}

		@Override
		public void disconnect(Frame peer) {
			BrokerHarness.this.cutOff.add(peer.text());
			BrokerHarness.this.answers.put(peer, SendResult.GONE);
		}

		@Override
		public long nanosSinceGrowth(Frame peer) {
			Long grown = BrokerHarness.this.grownNanos.get(peer);
			return (grown != null) ? now() - grown : Long.MAX_VALUE;
		}

		@Override
		public void publishDirectory() {
			BrokerHarness.this.publications++;
		}

	}

	private SendResult send(Frame peer, WireMessage message) {
		SendResult result = this.answers.getOrDefault(peer, SendResult.ACCEPTED);
		if (result == SendResult.ACCEPTED) {
			this.sent.computeIfAbsent(peer, (key) -> new ArrayList<>()).add(message);
			if (message instanceof WorkerRequest request) {
				this.given.add(new Given(peer.text(), request.request().rid().text()));
			}
		}
		return result;
	}

	private long now() {
		return millis(this.nowMillis);
	}

	private static long millis(long millis) {
		return millis * 1_000_000;
	}

	/** That a worker got a request. */
	record Given(String worker, String rid) {

	}

	private final class Recorder implements BrokerListener {

		@Override
		public void workerRegistered(String service, String workerId) {
			add("registered " + workerId);
		}

		@Override
		public void workerLost(String service, String workerId, int inFlight) {
			add("lost " + workerId + " with " + inFlight);
		}

		@Override
		public void concurrencyChanged(String service, String workerId, int concurrency) {
			BrokerHarness.this.notices.add(workerId + " takes " + concurrency);
		}

		@Override
		public void clientGone(String clientId, int requests) {
			BrokerHarness.this.notices.add(clientId + " gone with " + requests);
		}

		@Override
		public void requestQueued(String service) {
			add("queued");
		}

		@Override
		public void requestDispatched(String service) {
			add("dispatched");
		}

		@Override
		public void requestRejected(String service) {
			add("rejected");
		}

		@Override
		public void requestRetried(String service) {
			add("retried");
		}

		@Override
		public void requestReplied(String service, long nanos) {
			add("replied after " + nanos / 1_000_000);
		}

		@Override
		public void requestAnswered(String service) {
			add("answered " + service);
		}

		@Override
		public void requestAnsweredFromCache(String service) {
			add("answered " + service + " from the cache");
		}

		@Override
		public void requestFailed(String service, String code) {
			add("failed " + code);
		}

		@Override
		public void requestExpired(String service) {
			add("expired");
		}

		@Override
		public void requestCancelled(String service) {
			add("cancelled");
		}

		@Override
		public void strategyFailed(String service, Throwable cause) {
			add("strategy failed");
		}

		@Override
		public void dropped(DropReason reason) {
			add("dropped " + reason);
		}

		private void add(String event) {
			BrokerHarness.this.events.add(event);
		}

	}

}
