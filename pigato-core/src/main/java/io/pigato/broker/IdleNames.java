package io.pigato.broker;

import org.jspecify.annotations.Nullable;

/**
 * Names that nobody offers and nothing waits for, but that others' workers serve: kept
 * for a while, so that a name asked for again and again is matched only once. Bounded;
 * those not used for longest go first.
 */
final class IdleNames {

	/** More than so many are not kept. */
	static final int MAX = 10_000;

	private @Nullable Service first;

	private @Nullable Service last;

	private int size;

	/** A name was used just now. */
	void touch(Service service) {
		remove(service);
		service.idle = true;
		this.size++;
		link(this.last, service);
		link(service, null);
	}

	void remove(Service service) {
		if (service.idle) {
			service.idle = false;
			this.size--;
			link(service.idleBefore, service.idleAfter);
			service.idleBefore = null;
			service.idleAfter = null;
		}
	}

	/** The one not used for longest. */
	@Nullable Service first() {
		return this.first;
	}

	boolean isOverfull() {
		return this.size > MAX;
	}

	private void link(@Nullable Service left, @Nullable Service right) {
		if (left == null) {
			this.first = right;
		}
		else {
			left.idleAfter = right;
		}
		if (right == null) {
			this.last = left;
		}
		else {
			right.idleBefore = left;
		}
	}

}
