package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/** Waiting requests in order; taking one from the middle costs no more than the first. */
final class RequestQueue {

	private @Nullable BrokerRequest first;

	private @Nullable BrokerRequest last;

	private int size;

	void addLast(BrokerRequest request) {
		insert(request, this.last, null);
	}

	void addFirst(BrokerRequest request) {
		insert(request, null, this.first);
	}

	@Nullable BrokerRequest first() {
		return this.first;
	}

	void remove(BrokerRequest request) {
		if (request.before == null) {
			this.first = request.after;
		}
		else {
			request.before.after = request.after;
		}
		if (request.after == null) {
			this.last = request.before;
		}
		else {
			request.after.before = request.before;
		}
		request.before = null;
		request.after = null;
		request.queue = null;
		this.size--;
	}

	int size() {
		return this.size;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	private void insert(BrokerRequest request, @Nullable BrokerRequest before, @Nullable BrokerRequest after) {
		request.queue = this;
		request.before = before;
		request.after = after;
		if (before == null) {
			this.first = request;
		}
		else {
			before.after = request;
		}
		if (after == null) {
			this.last = request;
		}
		else {
			after.before = request;
		}
		this.size++;
	}

}
