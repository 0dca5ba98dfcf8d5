package io.pigato.client;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * One request from its making to its end, and the deadline of its silence. What it is
 * made of never changes; how it stands belongs to the {@link ClientSession}, on its
 * thread.
 */
final class PendingRequest extends Deadline {

	/** The time-out of a request that has none. */
	static final long NO_TIMEOUT = -1;

	/** As many as a broker makes by itself when workers are lost. */
	private static final int MAX_SENDS = 5;

	private final Content content;

	private final ReplySink sink;

	private State state = State.NEW;

	private @Nullable Frame rid;

	private long sentNanos;

	private int sends;

	private boolean partialSeen;

	private @Nullable ClientSession session;

	PendingRequest(Content content, ReplySink sink) {
		this.content = content;
		this.sink = sink;
	}

	Content content() {
		return this.content;
	}

	ReplySink sink() {
		return this.sink;
	}

	/** What it weighs while the client holds it. */
	long bytes() {
		return this.content.bytes();
	}

	State state() {
		return this.state;
	}

	/** The id it was sent under last; {@code null} before. */
	@Nullable Frame rid() {
		return this.rid;
	}

	/** When it was sent last. */
	long sentNanos() {
		return this.sentNanos;
	}

	/**
	 * Whether it may be sent again after its connection has ended; not for ever, since it
	 * may be what ends the connection, and with that all other requests on it.
	 */
	boolean isRepeatable() {
		return this.content.retry() && !this.partialSeen && this.sends < MAX_SENDS;
	}

	void waitFor(ClientSession owner) {
		this.session = owner;
		this.state = State.WAITING;
	}

	void sentAs(Frame newRid, long nowNanos) {
		this.rid = newRid;
		this.sends++;
		this.sentNanos = nowNanos;
		this.state = State.SENT;
	}

	void sawPartial() {
		this.partialSeen = true;
	}

	void end() {
		this.state = State.ENDED;
		cancel();
	}

	@Override
	protected void onDue(long nowNanos) {
		if (this.session != null) {
			this.session.expire(this, nowNanos);
		}
	}

	enum State {

		/** Made, and not yet with the session. */
		NEW,

		/** With the session, and not sent on the present connection. */
		WAITING,

		/** Sent on the present connection. */
		SENT,

		/** Over. */
		ENDED

	}

	/**
	 * What a request is made of.
	 *
	 * @param service the name asked for
	 * @param data JSON
	 * @param options for a broker of this kind
	 * @param plainOptions for a broker without extensions
	 * @param timeoutNanos the longest silence, or {@link #NO_TIMEOUT}
	 * @param retry whether it may be done twice
	 */
	record Content(Frame service, Frame data, Frame options, Frame plainOptions, long timeoutNanos, boolean retry) {

		private static final int OVERHEAD = 256;

		@SuppressWarnings("ReferenceEquality") // one object is held once
		long bytes() {
			return OVERHEAD + this.service.length() + (long) this.data.length() + this.options.length()
					+ ((this.plainOptions != this.options) ? this.plainOptions.length() : 0);
		}

	}

}
