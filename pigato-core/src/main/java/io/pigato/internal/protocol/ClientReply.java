package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F7, broker → client: {@code C 3|6 (empty) rid code data opts}. An error always is
 * final, whatever type it came with: a partial with code −1 ends the stream of a Node.js
 * client too.
 *
 * @param last whether it ends the request (type 3) or is a partial (type 6)
 * @param rid the client's id of the request
 * @param body what the worker, or the broker, says
 */
public record ClientReply(boolean last, Frame rid, ReplyBody body) implements WireMessage.ToClient {

	/** Makes an error final. */
	public ClientReply {
		last = last || body.code() == ReplyCode.ERROR;
	}

}
