package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.ClientHeartbeatEcho;

/**
 * Finds out which clients are gone: those that stay away for longer than the grace after
 * their connection has ended, and those that are silent although they are known to speak.
 * A message costs a note of the time; a client's one deadline looks at it only when it
 * falls due. A client is not silent while a large message of it comes; since its
 * heartbeats are behind that, it is told unasked that the broker is there.
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

	private final BrokerOutbox outbox;

	ClientWatch(BrokerContext context) {
		this.config = context.config();
		this.deadlines = context.deadlines();
		this.outbox = context.outbox();
	}

	/**
	 * Any message of a client: if it was away, it is back. Who is full is cut off all the
	 * same.
	 */
	void heard(ClientRecord client, long nowNanos) {
		if (client.heard(nowNanos) && !client.isFull()) {
			watch(client, nowNanos);
		}
	}

	/** A heartbeat: from the second on it is known which interval the client keeps. */
	void beat(ClientRecord client, long nowNanos) {
		client.beat(nowNanos);
		watchUnlessWatched(client, nowNanos);
	}

	/** It has announced extensions, and with that heartbeats. */
	void announced(ClientRecord client, long nowNanos) {
		client.announced();
		watchUnlessWatched(client, nowNanos);
	}

	/** Its connection has ended. */
	void away(ClientRecord client, long nowNanos) {
		client.away(nowNanos);
		watch(client, nowNanos);
	}

	/** Whether its time is over; if not, it is looked at again when it may be. */
	boolean isGone(ClientRecord client, long nowNanos) {
		if (client.isFull()) {
			long cutOffAt = client.cutOffAt(nowNanos + CUT_OFF_NANOS);
			this.deadlines.schedule(client.watch(), cutOffAt);
			return cutOffAt - nowNanos <= 0;
		}
		if (isSendingMuch(client, nowNanos)) {
			if (client.hasBeaten()) {
				this.outbox.send(client.identity(), new ClientHeartbeatEcho(BrokerContext.EXTENSIONS));
			}
			this.deadlines.schedule(client.watch(), nowNanos + lookNanos());
			return false;
		}
		long goneAt = goneAt(client);
		if (goneAt != NEVER && goneAt - nowNanos <= 0) {
			return true;
		}
		watch(client, nowNanos);
		return false;
	}

	private void watchUnlessWatched(ClientRecord client, long nowNanos) {
		if (!client.watch().isScheduled()) {
			watch(client, nowNanos);
		}
	}

	private void watch(ClientRecord client, long nowNanos) {
		long left = goneAt(client);
		left = (left != NEVER) ? left - nowNanos : NEVER;
		if (!client.isAway() && client.hasBeaten()) {
			long toLook = client.lastHeardNanos() + lookNanos() - nowNanos;
			left = Math.min(left, (toLook > 0) ? toLook : lookNanos());
		}
		if (left == NEVER) {
			client.watch().cancel();
		}
		else {
			this.deadlines.schedule(client.watch(), nowNanos + left);
		}
	}

	/** It is to hear of the broker before it gives that up. */
	private long lookNanos() {
		return this.config.workerSilenceNanos() / 2;
	}

	private boolean isSendingMuch(ClientRecord client, long nowNanos) {
		return !client.isAway() && nowNanos - client.lastHeardNanos() >= lookNanos()
				&& this.outbox.nanosSinceGrowth(client.identity()) < this.config.workerSilenceNanos();
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
