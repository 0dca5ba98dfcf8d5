package io.pigato.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.Peak;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/** A client: what it has asked, and what it has shown to understand. */
final class ClientRecord {

	/** What its requests weigh that are with workers. */
	long runningBytes;

	/** What its requests weigh that wait. */
	long waitingBytes;

	private static final int MAX_KEPT_BYTES = 512;

	private final Frame identity;

	private final Frame alias;

	private Map<Frame, BrokerRequest> requests = new HashMap<>();

	private final Peak peak = new Peak();

	/** When it is to be looked at: is it gone? */
	private final Deadline watch;

	private Frame lastOptions = Frame.EMPTY;

	private RoutingOptions lastRouting = RoutingOptions.read(Frame.EMPTY);

	private boolean understandsErrors;

	private boolean announced;

	private long lastHeardNanos;

	private boolean beaten;

	private long lastBeatNanos;

	private long keptNanos;

	private boolean away;

	private long awaySinceNanos;

	private boolean full;

	private boolean cutOffSet;

	private long cutOffNanos;

	/**
	 * A client that has asked nothing yet.
	 * @param alias what workers are told it is called
	 */
	ClientRecord(Frame identity, Frame alias, Deadline watch) {
		this.identity = identity;
		this.alias = alias;
		this.watch = watch;
	}

	Frame identity() {
		return this.identity;
	}

	Frame alias() {
		return this.alias;
	}

	Deadline watch() {
		return this.watch;
	}

	/** Something came from it; whether it was away. */
	boolean heard(long nowNanos) {
		boolean back = this.away;
		this.away = false;
		this.lastHeardNanos = nowNanos;
		return back;
	}

	long lastHeardNanos() {
		return this.lastHeardNanos;
	}

	/** A heartbeat came from it. */
	void beat(long nowNanos) {
		if (this.beaten) {
			this.keptNanos = Math.max(this.keptNanos, nowNanos - this.lastBeatNanos);
		}
		this.beaten = true;
		this.lastBeatNanos = nowNanos;
		this.understandsErrors = true;
	}

	boolean hasBeaten() {
		return this.beaten;
	}

	/** The longest time between two of its heartbeats; 0 if there were none. */
	long keptNanos() {
		return this.keptNanos;
	}

	/** Its connection has ended; where it seemed full, that was why. */
	void away(long nowNanos) {
		this.full = false;
		this.cutOffSet = false;
		this.away = true;
		this.awaySinceNanos = nowNanos;
	}

	boolean isAway() {
		return this.away;
	}

	long awaySinceNanos() {
		return this.awaySinceNanos;
	}

	/** It does not take its replies. */
	void full() {
		this.full = true;
	}

	boolean isFull() {
		return this.full;
	}

	/** When it is cut off; the time that was set first counts. */
	long cutOffAt(long nanos) {
		if (!this.cutOffSet) {
			this.cutOffSet = true;
			this.cutOffNanos = nanos;
		}
		return this.cutOffNanos;
	}

	/** It has announced extensions. */
	void announced() {
		this.announced = true;
		this.understandsErrors = true;
	}

	boolean hasAnnounced() {
		return this.announced;
	}

	boolean understandsErrors() {
		return this.understandsErrors;
	}

	/** What options say; those that came last are not read again. */
	RoutingOptions read(Frame options) {
		if (options.equals(this.lastOptions)) {
			return this.lastRouting;
		}
		RoutingOptions routing = RoutingOptions.read(options);
		if (options.length() <= MAX_KEPT_BYTES) {
			this.lastOptions = options;
			this.lastRouting = routing;
		}
		return routing;
	}

	@Nullable BrokerRequest find(Frame rid) {
		return this.requests.get(rid);
	}

	void add(BrokerRequest request) {
		this.requests.put(request.message().rid(), request);
		this.peak.reached(this.requests.size());
	}

	void remove(BrokerRequest request) {
		this.requests.remove(request.message().rid(), request);
		if (this.peak.isOver(this.requests.size())) {
			this.requests = new HashMap<>(this.requests);
		}
	}

	int size() {
		return this.requests.size();
	}

	List<BrokerRequest> requests() {
		return new ArrayList<>(this.requests.values());
	}

}
