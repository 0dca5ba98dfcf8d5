package io.pigato.broker;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WorkerKeepAlive;
import org.jspecify.annotations.Nullable;

/** What clients say besides their requests. */
final class ClientSide {

	private final BrokerContext context;

	private final BrokerParts parts;

	ClientSide(BrokerContext context, BrokerParts parts) {
		this.context = context;
		this.parts = parts;
	}

	void onHeartbeat(Frame peer) {
		ClientRecord client = this.parts.clients().heard(peer);
		client.understandsErrors = true;
		this.context.outbox().send(peer, new ClientHeartbeatEcho(WorkerSide.EXTENSIONS));
	}

	void onRequestHeartbeat(Frame peer, RequestHeartbeat heartbeat) {
		BrokerRequest request = requestOf(peer, heartbeat.rid());
		if (request != null && request.slot != null) {
			RequestKey key = request.slot.key();
			this.context.outbox().send(request.slot.worker().id(), new HandlerHeartbeat(key.client(), key.rid()));
		}
	}

	void onCancel(Frame peer, CancelRequest cancel, long nowNanos) {
		BrokerRequest request = requestOf(peer, cancel.rid());
		if (request != null) {
			this.parts.requests().cancel(request, nowNanos);
		}
	}

	void onKeepAlive(Frame peer, WorkerKeepAlive keepAlive, long nowNanos) {
		this.parts.clients().heardIfKnown(peer);
		WorkerRecord worker = this.parts.workers().find(keepAlive.worker());
		if (worker != null) {
			worker.heard(nowNanos);
		}
	}

	/** A client whose connection has ended did not come back. */
	void onAwayTooLong(ClientRecord client, long nowNanos) {
		for (BrokerRequest request : client.requests()) {
			this.parts.requests().cancel(request, nowNanos);
		}
		this.parts.clients().remove(client);
	}

	private @Nullable BrokerRequest requestOf(Frame peer, Frame rid) {
		ClientRecord client = this.parts.clients().heardIfKnown(peer);
		return (client != null) ? client.request(rid) : null;
	}

}
