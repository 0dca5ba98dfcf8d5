package io.pigato.internal.transport.zmtp;

import java.util.Set;

/** The kinds of our sockets, and of whom each may have at the other end (RFC 37). */
enum SocketType {

	/** A broker's. */
	ROUTER("DEALER", "REQ", "ROUTER"),

	/** A client's or worker's. */
	DEALER("ROUTER", "REP", "DEALER"),

	/** A publisher's. */
	XPUB("SUB", "XSUB"),

	/** A subscriber's. */
	SUB("PUB", "XPUB");

	private final Set<String> partners;

	SocketType(String... partners) {
		this.partners = Set.of(partners);
	}

	/**
	 * Whether the two fit.
	 * @param other the type that a peer announces
	 * @return {@code false} if they must not talk
	 */
	boolean fits(String other) {
		return this.partners.contains(other);
	}

}
