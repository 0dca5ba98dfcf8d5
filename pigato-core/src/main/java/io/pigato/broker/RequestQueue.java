package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/** Requests in the order in which they are to be served; all operations are O(1). */
final class RequestQueue implements WaitingPlace {

	private @Nullable BrokerRequest first;

	private @Nullable BrokerRequest last;

	@Nullable BrokerRequest first() {
		return this.first;
	}

	void addLast(BrokerRequest request) {
		link(this.last, request);
		link(request, null);
	}

	void addFirst(BrokerRequest request) {
		link(request, this.first);
		link(null, request);
	}

	@Override
	public void remove(BrokerRequest request) {
		link(request.before, request.after);
		request.before = null;
		request.after = null;
	}

	private void link(@Nullable BrokerRequest left, @Nullable BrokerRequest right) {
		if (left == null) {
			this.first = right;
		}
		else {
			left.after = right;
		}
		if (right == null) {
			this.last = left;
		}
		else {
			right.before = left;
		}
	}

}
