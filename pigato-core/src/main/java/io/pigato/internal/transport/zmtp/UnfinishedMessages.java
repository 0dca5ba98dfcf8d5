package io.pigato.internal.transport.zmtp;

import java.util.LinkedHashSet;
import java.util.Set;

import io.pigato.internal.SharedBudget;
import io.pigato.internal.transport.TransportDrop;
import org.jspecify.annotations.Nullable;

/**
 * What connections hold of messages that have not come whole. Where so many hold a little
 * that all together is too much, those are closed that have done so for longest: they,
 * and not who sends a message now, are who does not go on. One message may be larger than
 * the heap has room for by this account, while the others hold little. For the loop's
 * thread.
 */
final class UnfinishedMessages {

	private final SharedBudget budget;

	/** Those that hold more than next to nothing, the eldest first. */
	private final Set<Connection> holders = new LinkedHashSet<>();

	/** Who has the one message that is larger, and is not counted with the others. */
	private @Nullable Connection large;

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
		if (connection != this.large) {
			this.budget.change(before, after);
		}
		else if (after < before) {
			this.large = null;
			this.budget.change(0, after);
		}
		if (SharedBudget.isNextToNothing(after)) {
			this.holders.remove(connection);
		}
		else {
			this.holders.add(connection);
		}
	}

	/**
	 * Closes who has to make room for one that holds more now.
	 * @param connection which
	 * @param own what it holds
	 */
	void makeRoomFor(Connection connection, long own) {
		Connection before = this.large;
		if (before != null && !this.budget.othersHoldLittle(0)) {
			before.end(TransportDrop.OUT_OF_MEMORY, "it had begun a large message, and others need the memory");
		}
		boolean free = this.large == null && connection != before;
		if (free && this.budget.isTooMuch(own) && this.budget.othersHoldLittle(own)) {
			this.large = connection;
			this.budget.change(own, 0);
		}
		while (this.budget.isExhausted() && !this.holders.isEmpty()) {
			Connection eldest = this.holders.iterator().next();
			this.holders.remove(eldest);
			eldest.end(TransportDrop.OUT_OF_MEMORY, "it had begun a message long ago, as too many others had");
		}
	}

	/**
	 * Whether a connection should hold less.
	 * @param connection which
	 * @param own what it holds
	 * @return {@code true} if all hold too much together and it more than its share
	 */
	boolean isTooMuch(Connection connection, long own) {
		return connection != this.large && this.budget.isTooMuch(own);
	}

	/**
	 * What all hold but the one large message.
	 * @return in bytes
	 */
	long bytes() {
		return this.budget.bytes();
	}

}
