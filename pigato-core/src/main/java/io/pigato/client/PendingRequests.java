package io.pigato.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

	void moveToSent(PendingRequest request, Frame rid) {
		this.waiting.remove(request);
		request.sentAs(rid);
		this.sent.put(rid, request);
	}

	@Nullable PendingRequest findSent(Frame rid) {
		return this.sent.get(rid);
	}

	@Nullable PendingRequest firstWaiting() {
		return this.waiting.isEmpty() ? null : this.waiting.iterator().next();
	}

	void remove(PendingRequest request) {
		if (!this.waiting.remove(request) && request.rid() != null) {
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
