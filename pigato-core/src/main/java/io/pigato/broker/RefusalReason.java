package io.pigato.broker;

/**
 * Why a broker's transport refused or ended a connection of its own accord.
 *
 * @since 0.1.0
 */
public enum RefusalReason {

	/** There are as many connections as there may be, in all or from its address. */
	TOO_MANY_CONNECTIONS,

	/** The peer did not say in time who it is. */
	HANDSHAKE_TIMEOUT,

	/**
	 * The peer broke the transport's protocol, speaks an older version of it, or is of a
	 * kind that a broker has no use for.
	 */
	PROTOCOL_ERROR,

	/** The peer began a frame that is larger than a message may be. */
	FRAME_TOO_LARGE,

	/** The peer announced the identity of another connection, which keeps it. */
	IDENTITY_TAKEN,

	/**
	 * Nothing was heard of the peer for as long as it had promised, or until another
	 * connection announced its identity.
	 */
	PEER_SILENT,

	/** The peer did not take what was sent to it. */
	PEER_TOO_SLOW,

	/**
	 * The connections together held too much of messages that had not ended, and the
	 * peer's more than its share.
	 */
	OUT_OF_MEMORY,

	/** A subscriber had more subscriptions than it may. */
	TOO_MANY_SUBSCRIPTIONS

}
