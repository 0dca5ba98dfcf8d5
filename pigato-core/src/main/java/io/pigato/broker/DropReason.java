package io.pigato.broker;

/**
 * Why a broker dropped something it got. Every drop has one.
 *
 * @since 0.1.0
 */
public enum DropReason {

	/** It was no message of the protocol. */
	MALFORMED,

	/** A request with the id of a live one of the same client. */
	DUPLICATE_REQUEST,

	/** A reply, partial or reject for a request that its sender does not hold. */
	UNEXPECTED_REPLY,

	/** A reply to a request whose client waits no longer. */
	LATE_REPLY,

	/** A partial without a value, which would end a Node.js client's stream. */
	NULL_PARTIAL,

	/** The client does not take its replies, and is cut off. */
	CLIENT_FULL,

	/** The client's connection has ended. */
	CLIENT_GONE,

	/** An error that the client has not said it understands. */
	ERROR_NOT_UNDERSTOOD,

	/** A message from a worker that is not registered. */
	UNKNOWN_WORKER,

	/** A worker without a service name, or with one that is too long or reserved. */
	REFUSED_WORKER,

	/** A message, or a frame of one, was larger than the limit or had too many frames. */
	MESSAGE_TOO_LARGE,

	/**
	 * The transport refused it: an identity in use, a broken connection, an empty
	 * message.
	 */
	TRANSPORT,

	/** The broker is shutting down. */
	SHUTDOWN

}
