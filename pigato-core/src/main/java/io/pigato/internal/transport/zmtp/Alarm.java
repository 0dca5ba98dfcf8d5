package io.pigato.internal.transport.zmtp;

import io.pigato.internal.Deadline;

/** A time that is up. */
final class Alarm extends Deadline {

	private final Runnable action;

	Alarm(Runnable action) {
		this.action = action;
	}

	@Override
	protected void onDue(long nowNanos) {
		this.action.run();
	}

}
