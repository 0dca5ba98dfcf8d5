package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.BrokerError;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.transport.SendResult;

/** Sends to clients, and counts what they do not take. */
final class ClientPort {

	private final BrokerOutbox outbox;

	private final BrokerListener listener;

	ClientPort(BrokerContext context) {
		this.outbox = context.outbox();
		this.listener = context.listener();
	}

	/**
	 * Sends a part or the end of a reply.
	 * @return whether it has left
	 */
	boolean reply(ClientRecord client, boolean last, Frame rid, ReplyBody body) {
		SendResult result = this.outbox.send(client.id(), new ClientReply(last, rid, body));
		if (result != SendResult.ACCEPTED) {
			this.listener.dropped((result == SendResult.FULL) ? DropReason.CLIENT_FULL : DropReason.CLIENT_GONE);
		}
		return result == SendResult.ACCEPTED;
	}

	/**
	 * Ends a request with an error of the broker's own, if the client would know it as
	 * one.
	 */
	void error(ClientRecord client, Frame rid, String code, String message) {
		if (client.understandsErrors) {
			reply(client, true, rid, BrokerError.of(code, message));
		}
		else {
			this.listener.dropped(DropReason.ERROR_NOT_UNDERSTOOD);
		}
	}

}
