package io.pigato.worker;

import io.pigato.internal.Deadline;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.WorkerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request from its arrival to its end. How it stands belongs to the
 * {@link WorkerSession}, on its thread.
 */
final class RunningRequest {

	private static final int OVERHEAD = 512;

	private final WorkerRequest message;

	private final RequestKey key;

	private final CancelSignal cancelSignal = new CancelSignal();

	private State state = State.WAITING;

	private volatile Answer answer = Answer.HANDLERS;

	private boolean handlerReturned;

	private @Nullable Deadline silenceClock;

	private @Nullable Deadline limitClock;

	RunningRequest(WorkerRequest message) {
		this.message = message;
		this.key = new RequestKey(message.client(), message.request().rid());
	}

	WorkerRequest message() {
		return this.message;
	}

	RequestKey key() {
		return this.key;
	}

	/** What it weighs while it waits. */
	long bytes() {
		ClientRequest request = this.message.request();
		return OVERHEAD + this.message.client().length() + request.service().length() + request.rid().length()
				+ (long) request.data().length() + request.options().length();
	}

	State state() {
		return this.state;
	}

	void begin() {
		this.state = State.RUNNING;
	}

	void end() {
		this.state = State.ENDED;
		stop(this.silenceClock);
		stop(this.limitClock);
	}

	/** What may still be sent for it; for any thread. */
	Answer answer() {
		return this.answer;
	}

	void answerOnly(Answer allowed) {
		this.answer = allowed;
	}

	@Nullable Deadline silenceClock() {
		return this.silenceClock;
	}

	/** Keeps a clock, which stops with the end. */
	Deadline silenceClock(Deadline clock) {
		this.silenceClock = clock;
		return clock;
	}

	/** Keeps a clock, which stops with the end. */
	Deadline limitClock(Deadline clock) {
		this.limitClock = clock;
		return clock;
	}

	/** Whether nobody waits for it any more; for any thread. */
	CancelSignal cancelSignal() {
		return this.cancelSignal;
	}

	/** Whether the handler is at work on it: its end will be noticed. */
	boolean isWithHandler() {
		return this.state == State.RUNNING && !this.handlerReturned;
	}

	void handlerReturned() {
		this.handlerReturned = true;
	}

	private static void stop(@Nullable Deadline clock) {
		if (clock != null) {
			clock.cancel();
		}
	}

	enum Answer {

		/** What the handler says. */
		HANDLERS,

		/** That it was cancelled, whatever the handler says. */
		CANCELLED,

		/** Nothing: its connection has ended, or a broker of the old kind its wait. */
		NONE

	}

	enum State {

		/** Waiting for its turn. */
		WAITING,

		/** With the handler, or with what the handler left it to. */
		RUNNING,

		/** Over; its slot is free. */
		ENDED

	}

}
