package io.pigato.internal.transport;

/** Why an engine dropped something before anybody saw it. */
public enum TransportDrop {

	/** A frame was larger than the limit. */
	FRAME_TOO_LARGE,

	/** A message was larger than the limit or had too many frames. */
	MESSAGE_TOO_LARGE,

	/** A second connection announced an identity that was in use. */
	IDENTITY_TAKEN,

	/** A connection broke the transport's protocol. */
	PROTOCOL_ERROR,

	/** A message had no frame but the sender's identity. */
	EMPTY_MESSAGE,

	/** A connection was refused, since there were as many as there may be. */
	TOO_MANY_CONNECTIONS,

	/** A connection was closed that did not say in time who it was. */
	HANDSHAKE_TIMEOUT,

	/** A connection was closed that was not heard from for as long as it had promised. */
	PEER_SILENT,

	/** A connection was closed that did not take what was sent to it. */
	PEER_TOO_SLOW,

	/**
	 * A connection was closed that held too much of an unfinished message, when all
	 * together held too much.
	 */
	OUT_OF_MEMORY,

	/** A connection was closed that had more subscriptions than it may. */
	TOO_MANY_SUBSCRIPTIONS,

	/** A subscriber sent something else than a subscription to what is published. */
	NO_SUBSCRIPTION

}
