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

	/** A subscriber sent something else than a subscription to what is published. */
	NO_SUBSCRIPTION

}
