package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadlines;

/**
 * Finds out which clients are gone: those that stay away for longer than the grace after
 * their connection has ended, and those that are silent although they are known to speak.
 * A message costs a note of the time; a client's one deadline looks at it only when it
 * falls due.
 */
final class ClientWatch {

	/** A client may miss so many of the intervals it has kept itself. */
	private static final int OWN_INTERVALS = 3;

	/**
	 * Engines take a connection that has ended for full until the end is reported, which
	 * may lie behind unread messages.
	 */
	private static final long CUT_OFF_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private static final long NEVER = Long.MAX_VALUE;

	private final BrokerConfig config;

	private final Deadlines deadlines;

	ClientWatch(BrokerConfig config, Deadlines deadlines) {
		this.config = config;
		this.deadlines = deadlines;
	}

	/**
	 * Any message of a client: if it was away, it is back. Who is full is cut off all the
	 * same.
	 */
	void heard(ClientRecord client, long nowNanos) {
		if (client.heard(nowNanos) && !client.isFull()) {
			watch(client);
		}
	}

	/** A heartbeat: from the second on it is known which interval the client keeps. */
	void beat(ClientRecord client, long nowNanos) {
		client.beat(nowNanos);
		watchUnlessWatched(client);
	}

	/** It has announced extensions, and with that heartbeats. */
	void announced(ClientRecord client) {
		client.announced();
		watchUnlessWatched(client);
	}

	/** Its connection has ended. */
	void away(ClientRecord client, long nowNanos) {
		client.away(nowNanos);
		watch(client);
	}

	/** Whether its time is over; if not, it is looked at again when it may be. */
	boolean isGone(ClientRecord client, long nowNanos) {
		if (client.isFull()) {
			long cutOffAt = client.cutOffAt(nowNanos + CUT_OFF_NANOS);
			this.deadlines.schedule(client.watch(), cutOffAt);
			return cutOffAt - nowNanos <= 0;
		}
		long goneAt = goneAt(client);
		if (goneAt != NEVER && goneAt - nowNanos <= 0) {
			return true;
		}
		watch(client);
		return false;
	}

	private void watchUnlessWatched(ClientRecord client) {
		if (!client.watch().isScheduled()) {
			watch(client);
		}
	}

	private void watch(ClientRecord client) {
		long goneAt = goneAt(client);
		if (goneAt == NEVER) {
			client.watch().cancel();
		}
		else {
			this.deadlines.schedule(client.watch(), goneAt);
		}
	}

	private long goneAt(ClientRecord client) {
		if (client.isAway()) {
			return client.awaySinceNanos() + this.config.clientGraceNanos();
		}
		long kept = OWN_INTERVALS * Math.max(client.keptNanos(), this.config.heartbeatNanos());
		if (client.hasAnnounced()) {
			return client.lastHeardNanos() + Math.max(kept, this.config.workerSilenceNanos());
		}
		return (client.keptNanos() > 0) ? client.lastHeardNanos() + kept : NEVER;
	}

}
