package io.pigato.internal.protocol;

import io.pigato.internal.Frame;

/**
 * F14, worker → broker: {@code W 3|6 clientId (empty) rid code data [opts]}. An error
 * always is final, as in {@link ClientReply}.
 *
 * @param last whether it ends the request (type 3) or is a partial (type 6)
 * @param client the client's identity as the worker knows it
 * @param rid the client's id of the request
 * @param body what the worker says
 */
public record WorkerReply(boolean last, Frame client, Frame rid, ReplyBody body) implements WireMessage.FromWorker {

	/** Makes an error final. */
	public WorkerReply {
		last = last || body.code() == ReplyCode.ERROR;
	}

}
