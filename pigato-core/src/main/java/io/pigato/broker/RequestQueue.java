package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/** Waiting requests in order; taking one from the middle costs no more than the first. */
final class RequestQueue implements WaitingPlace {

	private @Nullable BrokerRequest first;

	private @Nullable BrokerRequest last;

	@Override
	public void add(BrokerRequest request) {
		link(this.last, request);
		link(request, null);
	}

	void addFirst(BrokerRequest request) {
		link(request, this.first);
		link(null, request);
	}

	@Nullable BrokerRequest first() {
		return this.first;
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
