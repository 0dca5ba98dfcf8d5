package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.BrokerError;
import io.pigato.internal.protocol.ClientReply;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.HandlerCancel;
import io.pigato.internal.protocol.ReplyBody;
import io.pigato.internal.transport.SendResult;

/**
 * Every way in which a request ends on its client's side, and what is counted on the way.
 */
final class Endings {

	private static final long SLOT_NANOS = TimeUnit.SECONDS.toNanos(60);

	private static final int MAX_NAME_BYTES = 255;

	private final Deadlines deadlines;

	private final BrokerOutbox outbox;

	private final BrokerListener listener;

	private int inFlight;

	Endings(Deadlines deadlines, BrokerOutbox outbox, BrokerListener listener) {
		this.deadlines = deadlines;
		this.outbox = outbox;
		this.listener = listener;
	}

	/** How many requests a worker has and a client awaits. */
	int inFlight() {
		return this.inFlight;
	}

	/** A worker has it now. */
	void began(BrokerRequest request) {
		this.inFlight++;
		this.listener.requestDispatched(request.service().text());
	}

	/** Its worker has it no longer, and it has not ended. */
	void interrupted() {
		this.inFlight--;
	}

	/** The worker's last word is on its way. */
	void replied(BrokerRequest request, long nowNanos) {
		end(request);
		this.listener.requestReplied(request.service().text(), nowNanos - request.receivedNanos());
	}

	/** The worker's last word cannot reach its client. */
	void undelivered(BrokerRequest request) {
		end(request);
		this.listener.requestCancelled(request.service().text());
	}

	/** Its client waits no longer, or takes no replies; then as {@link #forget}. */
	void cancelled(BrokerRequest request, long nowNanos) {
		this.listener.requestCancelled(request.service().text());
		forget(request, nowNanos);
	}

	/** A request that was not even accepted. */
	void refused(ClientRecord client, ClientRequest message, String code, String reason) {
		Frame name = message.service();
		Frame shown = (name.length() > MAX_NAME_BYTES) ? Frame.of(name.array(), 0, MAX_NAME_BYTES) : name;
		this.listener.requestFailed(shown.text(), code);
		answer(client, message.rid(), code, reason);
	}

	/** The broker ends it with an error. */
	void failed(BrokerRequest request, String code, String message) {
		end(request);
		this.listener.requestFailed(request.service().text(), code);
		answer(request.client(), request.message().rid(), code, message);
	}

	/** Tells a client of an error, if it is known to understand. */
	private void answer(ClientRecord client, Frame rid, String code, String message) {
		if (client.understandsErrors()) {
			reply(client, new ClientReply(true, rid, BrokerError.of(code, message)));
		}
		else {
			this.listener.dropped(DropReason.ERROR_NOT_UNDERSTOOD);
		}
	}

	/** Passes a worker's words on; whether the client will get them. */
	boolean passOn(BrokerRequest request, boolean last, ReplyBody body) {
		return reply(request.client(), new ClientReply(last, request.message().rid(), body));
	}

	/**
	 * Its client waits no longer. The worker is told, if it understands; its slot stays
	 * taken until it ends the request, or for a minute.
	 */
	void forget(BrokerRequest request, long nowNanos) {
		WorkerRecord worker = request.worker();
		if (request.state() != BrokerRequest.State.RUNNING || worker == null) {
			end(request);
			return;
		}
		this.inFlight--;
		request.client().remove(request);
		request.moveTo(BrokerRequest.State.FORGOTTEN);
		request.dropPayload();
		this.deadlines.schedule(request, nowNanos + SLOT_NANOS);
		if (worker.takesCancel()) {
			this.outbox.send(worker.identity(), new HandlerCancel(request.key().client(), request.key().rid()));
		}
	}

	/** Ends it without a word. */
	void end(BrokerRequest request) {
		if (request.state() == BrokerRequest.State.RUNNING) {
			this.inFlight--;
		}
		request.cancel();
		request.moveTo(BrokerRequest.State.ENDED);
		request.client().remove(request);
	}

	private boolean reply(ClientRecord client, ClientReply reply) {
		SendResult result = this.outbox.send(client.identity(), reply);
		if (result != SendResult.ACCEPTED) {
			this.listener.dropped((result == SendResult.FULL) ? DropReason.CLIENT_FULL : DropReason.CLIENT_GONE);
		}
		return result == SendResult.ACCEPTED;
	}

}
