package io.pigato.worker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.WorkerRequest;

/**
 * One request from its arrival to its end. How it stands belongs to the
 * {@link WorkerSession}, on its thread.
 */
final class RunningRequest {

	private final WorkerRequest message;

	private final long sessionNumber;

	private final CancelSignal cancelSignal = new CancelSignal();

	private State state = State.WAITING;

	private boolean handlerReturned;

	RunningRequest(WorkerRequest message, long sessionNumber) {
		this.message = message;
		this.sessionNumber = sessionNumber;
	}

	WorkerRequest message() {
		return this.message;
	}

	Key key() {
		return new Key(this.message.client(), this.message.request().rid());
	}

	/** Which connection it came on: its replies may leave on no other. */
	long sessionNumber() {
		return this.sessionNumber;
	}

	State state() {
		return this.state;
	}

	void begin() {
		this.state = State.RUNNING;
	}

	void end() {
		this.state = State.ENDED;
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

	enum State {

		/** Waiting for its turn. */
		WAITING,

		/** With the handler, or with what the handler left it to. */
		RUNNING,

		/** Over; its slot is free. */
		ENDED

	}

	/**
	 * What makes a request the same.
	 *
	 * @param client the client, as the broker names it
	 * @param rid the client's id for it
	 */
	record Key(Frame client, Frame rid) {

	}

}
