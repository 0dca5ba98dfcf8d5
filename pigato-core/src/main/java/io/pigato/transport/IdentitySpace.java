package io.pigato.transport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Who has which identity where two sockets share one name space. A TCP peer shows only
 * with its first message; if its identity belongs to an in-process peer by then, it is
 * shadowed until its connection ends. For the loop thread.
 */
final class IdentitySpace {

	private final Map<Frame, Side> holders = new HashMap<>();

	private final Set<Frame> shadowed = new HashSet<>();

	/** Where a peer is connected. */
	enum Side {

		IN_PROCESS, TCP

	}

	/** Who may speak. */
	enum Verdict {

		/** The peer has the identity. */
		HOLDER,

		/** Another has it; the first message of this one. */
		NEWLY_SHADOWED,

		/** Another has it or had it when this one came. */
		SHADOWED

	}

	/**
	 * An in-process peer comes.
	 * @param identity what it wants
	 * @return whether it may have it
	 */
	boolean admitInProcess(Frame identity) {
		return this.holders.putIfAbsent(identity, Side.IN_PROCESS) == null;
	}

	void inProcessGone(Frame identity) {
		this.holders.remove(identity);
	}

	/**
	 * A TCP peer has sent a message.
	 * @param identity its identity
	 * @return what to do with the message
	 */
	Verdict heardFromTcp(Frame identity) {
		if (this.shadowed.contains(identity)) {
			return Verdict.SHADOWED;
		}
		if (this.holders.putIfAbsent(identity, Side.TCP) != Side.IN_PROCESS) {
			return Verdict.HOLDER;
		}
		this.shadowed.add(identity);
		return Verdict.NEWLY_SHADOWED;
	}

	/**
	 * A TCP peer's connection has ended.
	 * @param identity its identity
	 * @return whether that is worth telling: it was not shadowed
	 */
	boolean tcpGone(Frame identity) {
		if (this.shadowed.remove(identity) || this.holders.get(identity) == Side.IN_PROCESS) {
			return false;
		}
		this.holders.remove(identity);
		return true;
	}

	/**
	 * Where to send what is for an identity.
	 * @param identity the receiver's
	 * @return the side, or {@code null} if the only peer of that name is shadowed
	 */
	@Nullable Side sideOf(Frame identity) {
		Side side = this.holders.get(identity);
		if (side != null) {
			return side;
		}
		return (this.shadowed.contains(identity)) ? null : Side.TCP;
	}

	boolean isEmpty() {
		return this.holders.isEmpty() && this.shadowed.isEmpty();
	}

}
