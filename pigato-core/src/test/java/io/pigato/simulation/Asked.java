package io.pigato.simulation;

import java.util.HashSet;
import java.util.Set;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/** A request as the broker should see it. */
final class Asked {

	/**
	 * A deadline falls due up to one tick late, on a clock whose ticks may be between.
	 */
	static final long SLACK_NANOS = 2 * SimulatedTime.MILLI;

	final long order;

	final Customer client;

	final ClientRequest message;

	final RoutingOptions options;

	final String name;

	final Set<Seat> rejectedBy = new HashSet<>();

	@Nullable Seat seat;

	/** Whether it is over for its client; a worker may still be busy with it. */
	boolean over;

	/** Whether it may have ended at a moment that cannot be told exactly. */
	boolean inDoubt;

	boolean partialForwarded;

	/** Whether its worker has sent a partial, even one that was dropped. */
	boolean streamed;

	int attempts;

	long lastSign;

	long forgottenAt;

	Asked(long order, Customer client, ClientRequest message, long now) {
		this.order = order;
		this.client = client;
		this.message = message;
		this.options = RoutingOptions.read(message.options());
		this.name = message.service().text();
		this.lastSign = now;
	}

	boolean isTargeted() {
		return this.options.workerId() != null || this.options.invalidTarget();
	}

	/** What it weighs while it waits. */
	long bytes() {
		return 512L + this.message.service().length() + this.message.rid().length() + this.message.data().length()
				+ this.message.options().length() + 64L * this.rejectedBy.size();
	}

	/** Whether it stands in the order in which requests for its name came. */
	boolean isInOrder() {
		return !isTargeted() && this.attempts == 0 && this.rejectedBy.isEmpty();
	}

	boolean isRepeatable() {
		return this.options.retry() && !this.partialForwarded && this.attempts < 5;
	}

	/** When it ends if nothing happens. */
	long dueNanos() {
		long millis = this.options.timeoutMillis();
		long byTimeout = (millis > 0) ? this.lastSign + millis * SimulatedTime.MILLI : Long.MAX_VALUE / 2;
		return Math.min(byTimeout, this.client.goneBy());
	}

	boolean isSurelyOver(long now) {
		return this.over || now > dueNanos() + SLACK_NANOS;
	}

	boolean isSurelyLive(long now) {
		return !this.over && !this.inDoubt && now < dueNanos();
	}

	Frame rid() {
		return this.message.rid();
	}

	@Override
	public String toString() {
		return this.client + "'s " + this.message.data() + " for " + this.name + " under id " + rid();
	}

}
