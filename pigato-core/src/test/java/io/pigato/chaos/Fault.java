package io.pigato.chaos;

/** What a proxy can do to the connections of a peer. */
enum Fault {

	/** Connections are closed, new ones go through. */
	CUT,

	/** Connections are closed, new ones are closed at once. */
	DROP,

	/** What is sent arrives later. */
	DELAY,

	/** Nothing is read for a while; nothing is lost. */
	HOLD,

	/** What is sent is swallowed, both ways; nobody is told. */
	BLACK_HOLE,

	/** What the broker sends is swallowed, the other way is open. */
	ONE_WAY,

	/** The broker's side is closed; the peer's stays open, and nothing comes of it. */
	HALF_OPEN

}
