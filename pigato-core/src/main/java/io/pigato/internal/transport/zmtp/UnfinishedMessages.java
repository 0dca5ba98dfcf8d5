package io.pigato.internal.transport.zmtp;

import java.util.LinkedHashSet;
import java.util.Set;

import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportDrop;

/**
 * What connections hold of messages that have not come whole. Where so many hold a little
 * that all together is too much, those are closed that have done so for longest: they,
 * and not who sends a message now, are who does not go on. For the loop's thread.
 */
final class UnfinishedMessages {

	private final SharedBudget budget;

	/** Those that hold more than next to nothing, the eldest first. */
	private final Set<Connection> holders = new LinkedHashSet<>();

	UnfinishedMessages(SharedBudget budget) {
		this.budget = budget;
	}

	/**
	 * A connection holds more, or less.
	 * @param connection which
	 * @param before how many bytes it held
	 * @param after how many it holds now
	 */
	void change(Connection connection, long before, long after) {
		this.budget.change(before, after);
		if (SharedBudget.isNextToNothing(after)) {
			this.holders.remove(connection);
		}
		else {
			this.holders.add(connection);
		}
	}

	/** Closes the eldest, as long as that is what there is to do. */
	void makeRoom() {
		while (this.budget.isExhausted() && !this.holders.isEmpty()) {
			Connection eldest = this.holders.iterator().next();
			this.holders.remove(eldest);
			eldest.end(TransportDrop.OUT_OF_MEMORY, "it had begun a message long ago, as too many others had");
		}
	}

	/**
	 * Whether a connection should hold less.
	 * @param own what it holds
	 * @return {@code true} if all hold too much together and it more than its share
	 */
	boolean isTooMuch(long own) {
		return this.budget.isTooMuch(own);
	}

	/**
	 * What all hold.
	 * @return in bytes
	 */
	long bytes() {
		return this.budget.bytes();
	}

}
