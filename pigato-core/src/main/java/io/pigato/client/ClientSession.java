package io.pigato.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

import io.pigato.PigatoException;
import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.ConnectionKeeper;
import io.pigato.internal.peer.KeepAlive;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/**
 * What a client is, apart from threads and sockets: its requests, its connection, and
 * what follows from each message and each passing of time. Not thread-safe.
 */
final class ClientSession {

	private static final long FULL_RETRY_NANOS = 2_000_000;

	private final Deadlines deadlines;

	private final ClientOutbox outbox;

	private final ConnectionKeeper keeper;

	private final long intervalNanos;

	private final RequestIds ids;

	private final PendingRequests requests = new PendingRequests();

	private final Deadline sendAgain = new SendAgain();

	/** Cancelled requests of which the broker could not be told: too much is unsent. */
	private final Deque<Frame> untold = new ArrayDeque<>();

	private BrokerTraits broker = BrokerTraits.UNKNOWN;

	private String lastReason = "no connection was made yet";

	private boolean closed;

	ClientSession(Deadlines deadlines, KeepAlive keepAlive, RandomGenerator random, ClientOutbox outbox) {
		this.deadlines = deadlines;
		this.outbox = outbox;
		this.intervalNanos = keepAlive.interval().toNanos();
		this.ids = new RequestIds(random.nextLong(), random.nextLong());
		this.keeper = new ConnectionKeeper(deadlines, keepAlive, random, new Connection());
	}

	void start(long nowNanos) {
		this.keeper.start(nowNanos);
	}

	/**
	 * Takes a request over: from now on it ends exactly once, by its sink or by a cancel.
	 */
	void submit(PendingRequest request, long nowNanos) {
		if (this.closed) {
			finish(request, LocalErrors.closed());
			return;
		}
		if (request.state() == PendingRequest.State.ENDED) {
			this.outbox.ended(request);
			return;
		}
		start(nowNanos);
		request.waitFor(this);
		restartSilence(request, nowNanos);
		if (!maySend() || !send(request, nowNanos)) {
			this.requests.addWaiting(request);
		}
	}

	/** Ends a request without a word to its sink. */
	void cancel(PendingRequest request) {
		if (request.state() == PendingRequest.State.NEW || request.state() == PendingRequest.State.ENDED) {
			request.end();
			return;
		}
		tellCancelled(request);
		this.requests.remove(request);
		request.end();
		this.outbox.ended(request);
	}

	void onMessage(WireMessage.ToClient message, long nowNanos) {
		if (this.keeper.heard(nowNanos)) {
			this.keeper.settled();
			this.outbox.connected();
		}
		if (message instanceof ClientReply reply) {
			onReply(reply, nowNanos);
		}
		else if (message instanceof ClientHeartbeatEcho echo) {
			this.broker = BrokerTraits.of(echo.extensions());
		}
		sendWaiting(nowNanos);
	}

	void onClosed(String reason, long nowNanos) {
		this.keeper.lost(reason, nowNanos);
	}

	void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.keeper.stop();
		this.sendAgain.cancel();
		for (PendingRequest request : this.requests.takeAll()) {
			finish(request, LocalErrors.closed());
		}
		this.outbox.disconnect();
	}

	void expire(PendingRequest request, long nowNanos) {
		boolean unreachable = request.state() == PendingRequest.State.WAITING && !this.keeper.isConnected();
		tellCancelled(request);
		finish(request, unreachable ? LocalErrors.unreachable(request, this.lastReason) : LocalErrors.timeout(request));
	}

	boolean isConnected() {
		return this.keeper.isConnected();
	}

	int pending() {
		return this.requests.size();
	}

	private void onReply(ClientReply reply, long nowNanos) {
		PendingRequest request = this.requests.findSent(reply.rid());
		if (request == null) {
			return;
		}
		if (reply.last()) {
			end(request);
			request.sink().onReply(reply.body());
		}
		else {
			request.sawPartial();
			restartSilence(request, nowNanos);
			request.sink().onPartial(reply.body().data());
		}
	}

	/** While it may not, requests wait; when it may again, they go first. */
	private boolean maySend() {
		return this.keeper.isConnected() && this.broker.known() && !this.sendAgain.isScheduled();
	}

	private void sendWaiting(long nowNanos) {
		sendCancels();
		while (maySend() && this.requests.hasWaiting()) {
			PendingRequest next = this.requests.firstWaiting();
			if (send(next, nowNanos)) {
				this.requests.removeWaiting(next);
			}
		}
	}

	private boolean send(PendingRequest request, long nowNanos) {
		PendingRequest.Content content = request.content();
		Frame rid = this.ids.next();
		Frame options = this.broker.extended() ? content.options() : content.plainOptions();
		SendResult result = this.outbox.send(new ClientRequest(content.service(), rid, content.data(), options));
		if (result == SendResult.ACCEPTED) {
			request.sentAs(rid, nowNanos);
			this.requests.addSent(rid, request);
			return true;
		}
		this.deadlines.schedule(this.sendAgain, nowNanos + FULL_RETRY_NANOS);
		return false;
	}

	/**
	 * A broker with extensions makes these itself: here it is told of each request that
	 * has lasted an interval.
	 */
	private void sendRequestHeartbeats(long nowNanos) {
		if (this.broker.known() && !this.broker.extended()) {
			this.requests.forEachSentUntil(nowNanos - this.intervalNanos,
					(rid) -> this.outbox.send(new RequestHeartbeat(rid)) == SendResult.ACCEPTED);
		}
	}

	private void tellCancelled(PendingRequest request) {
		Frame rid = request.rid();
		if (request.state() == PendingRequest.State.SENT && rid != null && this.broker.cancel()) {
			this.untold.add(rid);
			sendCancels();
		}
	}

	/** Otherwise a worker might go on for ever with what nobody waits for. */
	private void sendCancels() {
		Frame rid = this.untold.peek();
		while (rid != null && this.outbox.send(new CancelRequest(rid)) == SendResult.ACCEPTED) {
			this.untold.remove();
			rid = this.untold.peek();
		}
	}

	private void onConnectionLost(String reason) {
		this.untold.clear();
		this.sendAgain.cancel();
		this.broker = BrokerTraits.UNKNOWN;
		List<PendingRequest> sent = this.requests.takeSent();
		for (PendingRequest request : sent) {
			if (request.isRepeatable()) {
				this.requests.addWaiting(request);
				request.waitFor(this);
			}
			else {
				finish(request, LocalErrors.connectionLost(request, reason));
			}
		}
	}

	private void restartSilence(PendingRequest request, long nowNanos) {
		long timeout = request.content().timeoutNanos();
		if (timeout != PendingRequest.NO_TIMEOUT) {
			this.deadlines.schedule(request, nowNanos + timeout);
		}
	}

	private void end(PendingRequest request) {
		this.requests.remove(request);
		request.end();
		this.outbox.ended(request);
	}

	private void finish(PendingRequest request, PigatoException error) {
		end(request);
		request.sink().onError(error);
	}

	private final class SendAgain extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			sendWaiting(nowNanos);
		}

	}

	private final class Connection implements ConnectionKeeper.Actions {

		@Override
		public void connect(int attempt) {
			ClientSession.this.outbox.connect(attempt);
			ClientSession.this.outbox.send(new ClientHeartbeat());
		}

		@Override
		public void beat(long nowNanos) {
			ClientSession.this.outbox.send(new ClientHeartbeat());
			sendRequestHeartbeats(nowNanos);
		}

		@Override
		public long nanosSinceGrowth() {
			return ClientSession.this.outbox.nanosSinceGrowth();
		}

		@Override
		public void abandon() {
			ClientSession.this.outbox.disconnect();
		}

		@Override
		public void disconnected(String reason) {
			ClientSession.this.lastReason = reason;
			onConnectionLost(reason);
			ClientSession.this.outbox.disconnected(reason);
		}

	}

}
