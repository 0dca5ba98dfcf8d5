package io.pigato.broker;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A client that asks, or has shown that it is one; falls due when it was away too long.
 */
final class ClientRecord extends Deadline {

	/** Whether it takes an error of the broker for an error. */
	boolean understandsErrors;

	private final DueActions actions;

	private final Frame id;

	private final Frame name;

	private final Map<Frame, BrokerRequest> requests = new HashMap<>();

	ClientRecord(DueActions actions, Frame id, Frame name) {
		this.actions = actions;
		this.id = id;
		this.name = name;
	}

	/** Its identity. */
	Frame id() {
		return this.id;
	}

	/** What workers know it by. */
	Frame name() {
		return this.name;
	}

	@Nullable BrokerRequest request(Frame rid) {
		return this.requests.get(rid);
	}

	void add(BrokerRequest request) {
		this.requests.put(request.rid(), request);
	}

	void remove(BrokerRequest request) {
		this.requests.remove(request.rid());
	}

	/** How many of its requests live. */
	int unanswered() {
		return this.requests.size();
	}

	Collection<BrokerRequest> requests() {
		return List.copyOf(this.requests.values());
	}

	@Override
	protected void onDue(long nowNanos) {
		this.actions.onAwayTooLong(this, nowNanos);
	}

}
