package io.pigato.worker;

import java.util.random.RandomGenerator;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.protocol.ReplyError;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerRequest;

/**
 * What a worker is, apart from threads and sockets: its requests, which have slots while
 * they run, and the {@link Registration} through which they come. Not thread-safe.
 */
final class WorkerSession {

	private static final ReplyBody CANCELLED = new ReplyError(ErrorCodes.CANCELLED, null, null, false).toBody();

	private final Deadlines deadlines;

	private final WorkerOutbox outbox;

	private final Registration registration;

	private final RequestSlots slots;

	private final RequestClocks clocks;

	private final OutgoingQueue outgoing;

	private final Deadline drainLimit = new DrainLimit();

	private Phase phase = Phase.WORKING;

	WorkerSession(Deadlines deadlines, WorkerConfig config, RandomGenerator random, WorkerOutbox outbox) {
		this.deadlines = deadlines;
		this.outbox = outbox;
		this.slots = new RequestSlots(config.concurrency());
		this.clocks = new RequestClocks(deadlines, config.keepAlive().silenceNanos(), this::onSilence, this::onLimit);
		this.outgoing = new OutgoingQueue(deadlines, outbox, this::stopIfDrained);
		this.registration = new Registration(deadlines, config, random, outbox, new Events());
	}

	void start(long nowNanos) {
		this.registration.start(nowNanos);
	}

	void onMessage(WireMessage.ToWorker message, long nowNanos) {
		if (message instanceof Malformed) {
			return;
		}
		this.registration.onMessage(message, nowNanos);
		if (message instanceof WorkerRequest request) {
			onRequest(request, nowNanos);
		}
		else if (message instanceof HandlerCancel cancel) {
			onCancel(cancel, nowNanos);
		}
		else if (message instanceof HandlerHeartbeat heartbeat) {
			RunningRequest request = this.slots.find(heartbeat.client(), heartbeat.rid());
			if (request != null) {
				this.clocks.heard(request, nowNanos);
			}
		}
	}

	void onClosed(String reason, long nowNanos) {
		this.registration.onClosed(reason, nowNanos);
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
		RequestKey key = request.key();
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

	/** Runs another number of requests at once, 0 for none; what runs goes on. */
	void resize(int concurrency) {
		if (this.phase == Phase.WORKING) {
			this.slots.resize(concurrency);
			this.registration.resize(concurrency);
			beginWaiting();
		}
	}

	/** Takes nothing new, and stops when all that runs has ended or the time is over. */
	void drain(long graceNanos, long nowNanos) {
		if (this.phase != Phase.WORKING) {
			return;
		}
		this.phase = Phase.DRAINING;
		this.registration.withdraw();
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
		RunningRequest request = new RunningRequest(message);
		if (this.slots.contains(request.key())) {
			return;
		}
		if (this.phase != Phase.WORKING || !this.slots.add(request)) {
			sendReject(request.key(), nowNanos);
			return;
		}
		if (!this.registration.isExtended()) {
			this.clocks.limit(request, nowNanos);
		}
		beginWaiting();
	}

	private void onCancel(HandlerCancel cancel, long nowNanos) {
		RunningRequest request = this.slots.find(cancel.client(), cancel.rid());
		if (request != null && request.answer() == RunningRequest.Answer.HANDLERS) {
			request.answerOnly(RunningRequest.Answer.CANCELLED);
			abandon(request, nowNanos);
		}
	}

	/**
	 * The client is silent, unless a large message comes first: what a handler makes of
	 * it all the same may still be sent.
	 */
	private void onSilence(RunningRequest request, long nowNanos) {
		if (this.clocks.isSilent(request, this.outbox.nanosSinceGrowth(), nowNanos)) {
			abandon(request, nowNanos);
		}
	}

	private void onLimit(RunningRequest request, long nowNanos) {
		if (!this.registration.isExtended() && request.answer() != RunningRequest.Answer.NONE) {
			request.answerOnly(RunningRequest.Answer.NONE);
			this.outbox.tooLate(request);
			abandon(request, nowNanos);
		}
	}

	/** Tells the handler that nobody waits; what no handler will end, ends here. */
	private void abandon(RunningRequest request, long nowNanos) {
		this.outbox.abandoned(request.cancelSignal().give());
		if (!request.isWithHandler()) {
			endAbandoned(request, nowNanos);
		}
	}

	/**
	 * Ends a request nobody waits for; the broker counts its slot as taken until told.
	 */
	private void endAbandoned(RunningRequest request, long nowNanos) {
		if (request.state() == RunningRequest.State.ENDED) {
			return;
		}
		boolean lost = request.answer() == RunningRequest.Answer.NONE && this.slots.isPresent(request);
		if (request.answer() != RunningRequest.Answer.NONE) {
			RequestKey key = request.key();
			this.outgoing.send(new WorkerReply(true, key.client(), key.rid(), CANCELLED), 0, nowNanos);
		}
		end(request);
		leaveIfOverfull(nowNanos);
		if (lost && this.phase == Phase.WORKING) {
			this.registration.loseSlot();
		}
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

	private void sendReject(RequestKey key, long nowNanos) {
		this.outgoing.send(new WorkerReject(key.client(), key.rid(), JsonFrames.NULL), 0, nowNanos);
		leaveIfOverfull(nowNanos);
	}

	private void leaveIfOverfull(long nowNanos) {
		if (this.outgoing.isOverfull()) {
			this.registration.leave("the broker asks for more and more answers and takes none", nowNanos);
		}
	}

	private boolean isAwaited(RunningRequest request) {
		return request.state() == RunningRequest.State.RUNNING && request.answer() == RunningRequest.Answer.HANDLERS;
	}

	private void stopIfDrained() {
		if (this.phase == Phase.DRAINING && this.slots.size() == 0 && this.outgoing.isEmpty()) {
			stop();
		}
	}

	/** Ends everything, whatever runs. Does nothing the second time. */
	void stop() {
		if (this.phase == Phase.STOPPED) {
			return;
		}
		this.phase = Phase.STOPPED;
		this.drainLimit.cancel();
		this.registration.end();
		abandonAll();
		this.outbox.stopped();
	}

	private void abandonAll() {
		this.outgoing.clear();
		for (RunningRequest request : this.slots.forgetPresent()) {
			request.answerOnly(RunningRequest.Answer.NONE);
			this.outbox.abandoned(request.cancelSignal().give());
			if (!request.isWithHandler()) {
				this.slots.end(request);
			}
		}
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

	private final class Events implements Registration.Listener {

		@Override
		public void registered() {
			WorkerSession.this.outbox.registered();
		}

		@Override
		public void lost(String reason) {
			abandonAll();
			WorkerSession.this.outbox.disconnected(reason);
			stopIfDrained();
		}

	}

}
