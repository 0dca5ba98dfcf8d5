package io.pigato.worker;

import java.util.List;

import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.transport.SendResult;

/** What a {@link WorkerSession} makes happen. */
interface WorkerOutbox {

	/** Open a new connection in place of the present one. */
	void connect(int attempt);

	/** Send on the present connection. */
	SendResult send(WireMessage message);

	/**
	 * How long ago a message that comes and is not yet whole has grown; the longest time
	 * if none has.
	 */
	default long nanosSinceGrowth() {
		return Long.MAX_VALUE;
	}

	/** Drop the present connection, after what was sent. */
	void disconnect();

	/** Have the handler begin with a request. Must not call back at once. */
	void begin(RunningRequest request);

	/**
	 * Nobody waits for a request any more: run what its handler asked for in that case.
	 */
	void abandoned(List<Runnable> actions);

	/**
	 * The broker would disconnect a worker that replied to this request now.
	 */
	default void tooLate(RunningRequest request) {
	}

	/** A message has left, or never will; its bytes are no longer held. */
	void released(long bytes);

	/** The broker has acknowledged the registration. */
	void registered();

	/** The end of a connection, or of an attempt. */
	void disconnected(String reason);

	/** It has stopped, with what was running or without: nothing more will happen. */
	void stopped();

}
