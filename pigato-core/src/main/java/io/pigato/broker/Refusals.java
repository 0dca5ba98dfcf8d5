package io.pigato.broker;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.transport.TransportDrop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the connections that the transport has refused or ended, of each reason one a
 * minute, so that nobody can fill the log. For the loop thread.
 */
final class Refusals {

	private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

	private static final long PERIOD_NANOS = TimeUnit.MINUTES.toNanos(1);

	private final Map<RefusalReason, Entry> entries = new EnumMap<>(RefusalReason.class);

	/**
	 * The public name of what the transport says of a connection.
	 * @param reason the transport's
	 * @return a reason for a connection to end
	 */
	static RefusalReason reasonOf(TransportDrop reason) {
		return switch (reason) {
			case TOO_MANY_CONNECTIONS -> RefusalReason.TOO_MANY_CONNECTIONS;
			case HANDSHAKE_TIMEOUT -> RefusalReason.HANDSHAKE_TIMEOUT;
			case FRAME_TOO_LARGE -> RefusalReason.FRAME_TOO_LARGE;
			case IDENTITY_TAKEN -> RefusalReason.IDENTITY_TAKEN;
			case PEER_SILENT -> RefusalReason.PEER_SILENT;
			case PEER_TOO_SLOW -> RefusalReason.PEER_TOO_SLOW;
			case TOO_MANY_SUBSCRIPTIONS -> RefusalReason.TOO_MANY_SUBSCRIPTIONS;
			default -> RefusalReason.PROTOCOL_ERROR;
		};
	}

	/**
	 * One more.
	 * @param reason why
	 * @param detail for people
	 * @param nowNanos the time
	 */
	void log(RefusalReason reason, String detail, long nowNanos) {
		Entry entry = this.entries.get(reason);
		if (entry != null && nowNanos - entry.loggedNanos < PERIOD_NANOS) {
			entry.passedOver++;
			logger.debug("A connection was refused or ended ({}): {}", reason, detail);
			return;
		}
		logger.warn(
				"A connection was refused or ended ({}): {} ({} more for this reason since the last of these "
						+ "lines; it is written once a minute)",
				reason, detail, (entry != null) ? entry.passedOver : 0);
		this.entries.put(reason, new Entry(nowNanos));
	}

	private static final class Entry {

		private final long loggedNanos;

		private long passedOver;

		Entry(long loggedNanos) {
			this.loggedNanos = loggedNanos;
		}

	}

}
