package io.pigato.broker;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What waits for the workers of one service, under whatever names it was asked. The names
 * take turns; those that have rejected requests only stand apart, since a worker may have
 * nothing to do for them. Finding the next request costs the same however many names
 * wait.
 */
final class Demand {

	private final TreeMap<Long, Turn> rejected = new TreeMap<>();

	private @Nullable Turn first;

	private @Nullable Turn last;

	private long lastPosition;

	private int size;

	/** A name has requests that any worker may have. */
	void enter(Turn turn) {
		if (!turn.linked) {
			turn.linked = true;
			this.size++;
			link(this.last, turn);
			link(turn, null);
		}
	}

	/** A name has none of those any more. */
	void leave(Turn turn) {
		if (turn.linked) {
			turn.linked = false;
			this.size--;
			link(turn.before, turn.after);
			turn.before = null;
			turn.after = null;
		}
	}

	/** A name has one more request that some worker has rejected. */
	void enterRejected(Turn turn) {
		leaveRejected(turn);
		this.lastPosition++;
		turn.position = this.lastPosition;
		this.rejected.put(turn.position, turn);
	}

	/** A name has none of those any more. */
	void leaveRejected(Turn turn) {
		if (turn.position != Turn.NOWHERE) {
			this.rejected.remove(turn.position);
			turn.position = Turn.NOWHERE;
		}
	}

	/** How many names have requests that any worker may have. */
	int size() {
		return this.size;
	}

	/** Whose turn it is. */
	@Nullable Turn first() {
		return this.first;
	}

	/** A request for a name has got its worker: if it was its turn, that is over. */
	void served(Service asked) {
		Turn turn = this.first;
		if (turn != null && turn != this.last && turn.asked() == asked) {
			leave(turn);
			enter(turn);
		}
	}

	/** A request that any worker may have. */
	@Nullable BrokerRequest next() {
		return (this.first != null) ? this.first.asked().waiting().first() : null;
	}

	/** A request that others have rejected and this worker has not. */
	@Nullable BrokerRequest nextRejected(WorkerRecord worker) {
		if (this.rejected.isEmpty()) {
			return null;
		}
		Map.Entry<Long, Turn> entry = this.rejected.higherEntry(worker.rejectedUpTo);
		while (entry != null) {
			BrokerRequest request = entry.getValue().asked().rejected().firstFor(worker);
			if (request != null) {
				return request;
			}
			worker.rejectedUpTo = entry.getKey();
			entry = this.rejected.higherEntry(worker.rejectedUpTo);
		}
		return null;
	}

	private void link(@Nullable Turn left, @Nullable Turn right) {
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
