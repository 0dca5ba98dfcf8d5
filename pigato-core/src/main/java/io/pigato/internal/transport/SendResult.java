package io.pigato.internal.transport;

/** What became of a message that was to be sent. */
public enum SendResult {

	/** It is the transport's now: sent, or in line to be sent. */
	ACCEPTED,

	/** The peer does not keep up: a bound is reached and nothing was taken. */
	FULL,

	/** There is no such peer, or no longer. */
	GONE

}
