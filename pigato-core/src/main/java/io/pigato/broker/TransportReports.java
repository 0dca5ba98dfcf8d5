package io.pigato.broker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.pigato.internal.transport.TransportDrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on what the transport has dropped, and logs the connections that it has refused
 * or ended, of each reason one a minute, so that nobody can fill the log. For the loop
 * thread.
 */
final class TransportReports {

	private static final Logger logger = LoggerFactory.getLogger(TransportReports.class);

	private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final BrokerListener listener;

	private final LongSupplier nanos;

	private final Map<RefusalReason, Entry> entries = new EnumMap<>(RefusalReason.class);

	TransportReports(BrokerListener listener, LongSupplier nanos) {
		this.listener = listener;
		this.nanos = nanos;
	}

	/** Something was dropped. */
	void dropped(TransportDrop drop) {
		boolean tooLarge = drop == TransportDrop.FRAME_TOO_LARGE || drop == TransportDrop.MESSAGE_TOO_LARGE;
		this.listener.dropped(tooLarge ? DropReason.MESSAGE_TOO_LARGE : DropReason.TRANSPORT);
	}

	/**
	 * A connection was refused or ended.
	 * @param drop why
	 * @param detail for people
	 */
	void refused(TransportDrop drop, String detail) {
		dropped(drop);
		RefusalReason reason = reasonOf(drop);
		log(reason, detail, this.nanos.getAsLong());
		this.listener.connectionRefused(reason, detail);
	}

	private void log(RefusalReason reason, String detail, long nowNanos) {
		Entry entry = this.entries.get(reason);
		if (entry != null && nowNanos - entry.loggedNanos < PERIOD_NANOS) {
			entry.passedOver++;
			logger.debug("A connection was refused or ended ({}): {}", reason, detail);
			return;
		}
		logger.warn("A connection was refused or ended ({}): {} ({} more of these since the last such line, which is "
				+ "written once a minute)", reason, detail, (entry != null) ? entry.passedOver : 0);
		this.entries.put(reason, new Entry(nowNanos));
	}

	private static RefusalReason reasonOf(TransportDrop reason) {
		return switch (reason) {
			case TOO_MANY_CONNECTIONS -> RefusalReason.TOO_MANY_CONNECTIONS;
			case HANDSHAKE_TIMEOUT -> RefusalReason.HANDSHAKE_TIMEOUT;
			case FRAME_TOO_LARGE -> RefusalReason.FRAME_TOO_LARGE;
			case IDENTITY_TAKEN -> RefusalReason.IDENTITY_TAKEN;
			case PEER_SILENT -> RefusalReason.PEER_SILENT;
			case PEER_TOO_SLOW -> RefusalReason.PEER_TOO_SLOW;
			case OUT_OF_MEMORY -> RefusalReason.OUT_OF_MEMORY;
			case TOO_MANY_SUBSCRIPTIONS -> RefusalReason.TOO_MANY_SUBSCRIPTIONS;
			case PROTOCOL_ERROR, MESSAGE_TOO_LARGE, EMPTY_MESSAGE, NO_SUBSCRIPTION -> RefusalReason.PROTOCOL_ERROR;
		};
	}

	private static final class Entry {

		private final long loggedNanos;

		private long passedOver;

		Entry(long loggedNanos) {
			this.loggedNanos = loggedNanos;
		}

	}

}
