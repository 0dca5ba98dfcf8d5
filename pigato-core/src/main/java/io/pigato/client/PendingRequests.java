package io.pigato.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The live requests of a client: those that wait to be sent, in order, and those sent.
 */
final class PendingRequests {

	private final Set<PendingRequest> waiting = new LinkedHashSet<>();

	private final Map<Frame, PendingRequest> sent = new LinkedHashMap<>();

	void addWaiting(PendingRequest request) {
		this.waiting.add(request);
	}

	boolean hasWaiting() {
		return !this.waiting.isEmpty();
	}

	/** The one that has waited longest; there must be one. */
	PendingRequest firstWaiting() {
		return this.waiting.iterator().next();
	}

	void removeWaiting(PendingRequest request) {
		this.waiting.remove(request);
	}

	void addSent(Frame rid, PendingRequest request) {
		this.sent.put(rid, request);
	}

	@Nullable PendingRequest findSent(Frame rid) {
		return this.sent.get(rid);
	}

	/**
	 * Goes through the ids of those sent at a time or before, oldest first.
	 * @param action whether to go on
	 */
	void forEachSentUntil(long nanos, Predicate<Frame> action) {
		for (Map.Entry<Frame, PendingRequest> entry : this.sent.entrySet()) {
			if (entry.getValue().sentNanos() - nanos > 0 || !action.test(entry.getKey())) {
				return;
			}
		}
	}

	void remove(PendingRequest request) {
		if (request.state() == PendingRequest.State.WAITING) {
			this.waiting.remove(request);
		}
		else if (request.rid() != null) {
			this.sent.remove(request.rid(), request);
		}
	}

	/** Takes all that were sent, oldest first. */
	List<PendingRequest> takeSent() {
		List<PendingRequest> taken = new ArrayList<>(this.sent.values());
		this.sent.clear();
		return taken;
	}

	/** Takes everything. */
	List<PendingRequest> takeAll() {
		List<PendingRequest> taken = takeSent();
		taken.addAll(this.waiting);
		this.waiting.clear();
		return taken;
	}

	int size() {
		return this.waiting.size() + this.sent.size();
	}

}
