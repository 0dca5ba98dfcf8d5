package io.pigato.worker;

import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

import io.pigato.internal.Deadline;
import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.RoutingOptions;

/**
 * Notices by the time that nobody can wait for a request any more. For the loop thread
 * only, as the requests it watches.
 */
final class RequestClocks {

	private final Deadlines deadlines;

	private final long silenceNanos;

	private final ObjLongConsumer<RunningRequest> silent;

	private final ObjLongConsumer<RunningRequest> tooLate;

	/**
	 * Clocks that watch nothing yet.
	 * @param silenceNanos how long a client may be silent that has sent heartbeats for a
	 * request
	 * @param silent told of a request whose client was, and when
	 * @param tooLate told of a request whose limit has passed, and when
	 */
	RequestClocks(Deadlines deadlines, long silenceNanos, ObjLongConsumer<RunningRequest> silent,
			ObjLongConsumer<RunningRequest> tooLate) {
		this.deadlines = deadlines;
		this.silenceNanos = silenceNanos;
		this.silent = silent;
		this.tooLate = tooLate;
	}

	/** The client still waits; from the first such sign on, it has to go on saying so. */
	void heard(RunningRequest request, long nowNanos) {
		if (request.state() != RunningRequest.State.ENDED && !request.cancelSignal().isGiven()) {
			Deadline clock = request.silenceClock();
			this.deadlines.schedule((clock != null) ? clock : request.silenceClock(new Clock(request, this.silent)),
					nowNanos + this.silenceNanos);
		}
	}

	/**
	 * Whether its client is silent for long enough; if not, the clock goes on.
	 * @param sinceNanos how long nothing has come of the broker, who speaks for the
	 * client
	 */
	boolean isSilent(RunningRequest request, long sinceNanos, long nowNanos) {
		long left = this.silenceNanos - sinceNanos;
		Deadline clock = request.silenceClock();
		if (left > 0 && clock != null) {
			this.deadlines.schedule(clock, nowNanos + left);
		}
		return left <= 0;
	}

	/**
	 * A broker without extensions counts a time-out from receipt to final reply, partials
	 * or not, and disconnects a worker that replies later.
	 */
	void limit(RunningRequest request, long nowNanos) {
		long millis = RoutingOptions.read(request.message().request().options()).timeoutMillis();
		if (millis != RoutingOptions.NO_TIMEOUT) {
			this.deadlines.schedule(request.limitClock(new Clock(request, this.tooLate)),
					nowNanos + TimeUnit.MILLISECONDS.toNanos(millis));
		}
	}

	private static final class Clock extends Deadline {

		private final RunningRequest request;

		private final ObjLongConsumer<RunningRequest> action;

		Clock(RunningRequest request, ObjLongConsumer<RunningRequest> action) {
			this.request = request;
			this.action = action;
		}

		@Override
		protected void onDue(long nowNanos) {
			this.action.accept(this.request, nowNanos);
		}

	}

}
