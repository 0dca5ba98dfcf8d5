package io.pigato.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.RequestKey;
import org.jspecify.annotations.Nullable;

/**
 * The live requests of a worker. Those of the present connection are known by their key;
 * a handler still busy with one of an earlier connection holds a slot, nothing else.
 */
final class RequestSlots {

	private static final int MAX_WAITING = 10_000;

	private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;

	private int slots;

	private final Map<RequestKey, RunningRequest> present = new HashMap<>();

	private final Map<RequestKey, RunningRequest> waiting = new LinkedHashMap<>();

	private long waitingBytes;

	private int taken;

	RequestSlots(int slots) {
		this.slots = slots;
	}

	/** Changes how many run at once; those beyond a lower number go on. */
	void resize(int number) {
		this.slots = number;
	}

	/** Adds a request; {@code false} if it is here already, or too many wait. */
	boolean add(RunningRequest request) {
		if (isFullFor(request) || this.present.putIfAbsent(request.key(), request) != null) {
			return false;
		}
		this.waiting.put(request.key(), request);
		this.waitingBytes += request.bytes();
		return true;
	}

	/**
	 * Whether too many wait, or too large ones: a broker of our kind sends none of these.
	 */
	private boolean isFullFor(RunningRequest request) {
		boolean heavy = !this.waiting.isEmpty() && this.waitingBytes + request.bytes() > MAX_WAITING_BYTES;
		return heavy || this.waiting.size() >= MAX_WAITING;
	}

	private void removeWaiting(RunningRequest request) {
		if (this.waiting.remove(request.key(), request)) {
			this.waitingBytes -= request.bytes();
		}
	}

	boolean contains(RequestKey key) {
		return this.present.containsKey(key);
	}

	@Nullable RunningRequest find(Frame client, Frame rid) {
		return this.present.get(new RequestKey(client, rid));
	}

	/** Whether it came on the present connection and has not ended. */
	boolean isPresent(RunningRequest request) {
		return this.present.get(request.key()) == request;
	}

	/** Gives the longest waiting request a slot, if there is one of each. */
	@Nullable RunningRequest beginNext() {
		if (this.taken >= this.slots || this.waiting.isEmpty()) {
			return null;
		}
		RunningRequest next = this.waiting.values().iterator().next();
		removeWaiting(next);
		next.begin();
		this.taken++;
		return next;
	}

	/** Ends a request and frees what it held. */
	void end(RunningRequest request) {
		if (request.state() == RunningRequest.State.RUNNING) {
			this.taken--;
		}
		else {
			removeWaiting(request);
		}
		this.present.remove(request.key(), request);
		request.end();
	}

	/** Lets go of the keys of a connection that has ended, and says which were held. */
	List<RunningRequest> forgetPresent() {
		List<RunningRequest> held = new ArrayList<>(this.present.values());
		this.present.clear();
		return held;
	}

	List<RunningRequest> waiting() {
		return List.copyOf(this.waiting.values());
	}

	int taken() {
		return this.taken;
	}

	/** Those that came on the present connection. */
	int present() {
		return this.present.size();
	}

	/** All that have not ended. */
	int size() {
		return this.taken + this.waiting.size();
	}

}
