package io.pigato.worker;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.peer.ConnectionKeeper;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyError;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.protocol.WorkerStatus;

/**
 * What a worker is, apart from threads and sockets: its registration, its requests, and
 * what follows from each message and each passing of time. Not thread-safe.
 */
final class WorkerSession {

	private static final ReplyBody CANCELLED = new ReplyError(ErrorCodes.CANCELLED, null, null, false).toBody();

	private static final List<String> EXTENSIONS = List.of(Extensions.CANCEL);

	private final Deadlines deadlines;

	private final WorkerConfig config;

	private final WorkerOutbox outbox;

	private final ConnectionKeeper keeper;

	private final RequestSlots slots;

	private final OutgoingQueue outgoing;

	private final Deadline drainLimit = new DrainLimit();

	private long sessionNumber;

	private Phase phase = Phase.WORKING;

	WorkerSession(Deadlines deadlines, WorkerConfig config, RandomGenerator random, WorkerOutbox outbox) {
		this.deadlines = deadlines;
		this.config = config;
		this.outbox = outbox;
		this.slots = new RequestSlots(config.concurrency());
		this.outgoing = new OutgoingQueue(deadlines, outbox, this::stopIfDrained);
		this.keeper = new ConnectionKeeper(deadlines, config.keepAlive(), random, new Connection());
	}

	void start(long nowNanos) {
		this.keeper.start(nowNanos);
	}

	void onMessage(WireMessage.ToWorker message, long nowNanos) {
		if (message instanceof Malformed) {
			return;
		}
		this.keeper.heard(nowNanos);
		if (message instanceof WorkerRequest request) {
			onRequest(request, nowNanos);
		}
		else if (message instanceof HandlerCancel cancel) {
			onCancel(cancel, nowNanos);
		}
		else if (message instanceof ReadyAck) {
			this.keeper.settled();
			this.outbox.registered();
		}
		else if (message instanceof WorkerDismissal) {
			this.outbox.disconnect();
			this.keeper.lost("the broker has dismissed the worker", nowNanos);
		}
	}

	void onClosed(String reason, long nowNanos) {
		this.keeper.lost(reason, nowNanos);
	}

	/**
	 * A handler's reply.
	 * @param bytes what is released when it has left, or never will
	 */
	void reply(RunningRequest request, boolean last, ReplyBody body, long bytes, long nowNanos) {
		if (!isAwaited(request)) {
			this.outbox.released(bytes);
			if (last) {
				endAbandoned(request, nowNanos);
			}
			return;
		}
		RunningRequest.Key key = request.key();
		this.outgoing.send(new WorkerReply(last, key.client(), key.rid(), body), bytes, nowNanos);
		if (last) {
			end(request);
		}
	}

	/** A handler gives a request back. */
	void reject(RunningRequest request, long nowNanos) {
		if (isAwaited(request)) {
			sendReject(request.key(), nowNanos);
			end(request);
		}
		else {
			endAbandoned(request, nowNanos);
		}
	}

	/** A handler has returned without an end to its reply: it may come later. */
	void handlerReturned(RunningRequest request, long nowNanos) {
		request.handlerReturned();
		if (request.cancelSignal().isGiven()) {
			endAbandoned(request, nowNanos);
		}
	}

	/** Takes nothing new, and stops when all that runs has ended or the time is over. */
	void drain(long graceNanos, long nowNanos) {
		if (this.phase != Phase.WORKING) {
			return;
		}
		this.phase = Phase.DRAINING;
		this.outbox.send(new WorkerHeartbeat(status(0)));
		for (RunningRequest request : this.slots.waiting()) {
			sendReject(request.key(), nowNanos);
			this.slots.end(request);
		}
		this.deadlines.schedule(this.drainLimit, nowNanos + graceNanos);
		stopIfDrained();
	}

	int size() {
		return this.slots.size();
	}

	int running() {
		return this.slots.taken();
	}

	int present() {
		return this.slots.present();
	}

	private void onRequest(WorkerRequest message, long nowNanos) {
		RunningRequest request = new RunningRequest(message, this.sessionNumber);
		if (this.slots.contains(request.key())) {
			return;
		}
		if (this.phase != Phase.WORKING || !this.slots.add(request)) {
			sendReject(request.key(), nowNanos);
			return;
		}
		beginWaiting();
	}

	private void onCancel(HandlerCancel cancel, long nowNanos) {
		RunningRequest request = this.slots.find(cancel.client(), cancel.rid());
		if (request == null || request.cancelSignal().isGiven()) {
			return;
		}
		abandon(request);
		if (!request.isWithHandler()) {
			endAbandoned(request, nowNanos);
		}
	}

	private void abandon(RunningRequest request) {
		this.outbox.abandoned(request.cancelSignal().give());
	}

	/** Ends a request nobody waits for; the broker counts its slot as taken until told. */
	private void endAbandoned(RunningRequest request, long nowNanos) {
		if (request.state() == RunningRequest.State.ENDED) {
			return;
		}
		if (request.sessionNumber() == this.sessionNumber) {
			RunningRequest.Key key = request.key();
			this.outgoing.send(new WorkerReply(true, key.client(), key.rid(), CANCELLED), 0, nowNanos);
		}
		end(request);
	}

	private void end(RunningRequest request) {
		this.slots.end(request);
		beginWaiting();
		stopIfDrained();
	}

	private void beginWaiting() {
		for (RunningRequest next = this.slots.beginNext(); next != null; next = this.slots.beginNext()) {
			this.outbox.begin(next);
		}
	}

	private void sendReject(RunningRequest.Key key, long nowNanos) {
		this.outgoing.send(new WorkerReject(key.client(), key.rid(), JsonFrames.NULL), 0, nowNanos);
	}

	private boolean isAwaited(RunningRequest request) {
		return request.state() == RunningRequest.State.RUNNING && request.sessionNumber() == this.sessionNumber
				&& !request.cancelSignal().isGiven();
	}

	private void stopIfDrained() {
		if (this.phase == Phase.DRAINING && this.slots.size() == 0 && this.outgoing.isEmpty()) {
			stop();
		}
	}

	private void stop() {
		this.phase = Phase.STOPPED;
		this.drainLimit.cancel();
		this.keeper.stop();
		this.outbox.send(new WorkerGoodbye());
		this.outbox.disconnect();
		abandonAll();
		this.outbox.stopped();
	}

	private void abandonAll() {
		this.sessionNumber++;
		this.outgoing.clear();
		for (RunningRequest request : this.slots.forgetPresent()) {
			abandon(request);
			if (!request.isWithHandler()) {
				this.slots.end(request);
			}
		}
	}

	private static Frame status(int concurrency) {
		return WorkerStatus.encode(concurrency, List.of(), Map.of());
	}

	private enum Phase {

		WORKING, DRAINING, STOPPED

	}

	private final class DrainLimit extends Deadline {

		@Override
		protected void onDue(long nowNanos) {
			stop();
		}

	}

	private final class Connection implements ConnectionKeeper.Actions {

		@Override
		public void connect(int attempt) {
			WorkerOutbox out = WorkerSession.this.outbox;
			out.connect(attempt);
			if (WorkerSession.this.phase == Phase.WORKING) {
				out.send(new WorkerReady(WorkerSession.this.config.service()));
				int concurrency = WorkerSession.this.config.concurrency();
				out.send(new WorkerHeartbeat(WorkerStatus.encode(concurrency, EXTENSIONS, Map.of())));
			}
		}

		@Override
		public void beat() {
			boolean working = WorkerSession.this.phase == Phase.WORKING;
			int concurrency = working ? WorkerSession.this.config.concurrency() : 0;
			WorkerSession.this.outbox.send(new WorkerHeartbeat(status(concurrency)));
		}

		@Override
		public void abandon() {
			WorkerSession.this.outbox.disconnect();
		}

		@Override
		public void disconnected(String reason) {
			abandonAll();
			WorkerSession.this.outbox.disconnected(reason);
			stopIfDrained();
		}

	}

}
