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

	private final int maxNameBytes;

	private final Deadlines deadlines;

	private final BrokerOutbox outbox;

	private final BrokerListener listener;

	private final RequestPulses pulses;

	private final WaitingRequests weights;

	private int inFlight;

	Endings(BrokerContext context) {
		this.maxNameBytes = context.config().limits().maxNameBytes();
		this.deadlines = context.deadlines();
		this.outbox = context.outbox();
		this.listener = context.listener();
		this.pulses = new RequestPulses(context);
		this.weights = context.registries().waiting();
	}

	/** How many requests a worker has and a client awaits. */
	int inFlight() {
		return this.inFlight;
	}

	/** A worker has it now. */
	void began(BrokerRequest request, long nowNanos) {
		this.inFlight++;
		this.weights.began(request);
		this.pulses.began(request, nowNanos);
		this.listener.requestDispatched(request.service().text());
	}

	/** Its worker has it no longer, and it has not ended. */
	void interrupted(BrokerRequest request) {
		this.inFlight--;
		this.weights.ended(request);
		this.pulses.ended(request);
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
		Frame shown = (name.length() > this.maxNameBytes) ? Frame.of(name.array(), 0, this.maxNameBytes) : name;
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

	/** The broker answers a request that it has not accepted, as a worker would. */
	void answered(ClientRecord client, Frame rid, ReplyBody body) {
		reply(client, new ClientReply(true, rid, body));
	}

	/** Passes a worker's words on; whether the client will get them. */
	boolean passOn(BrokerRequest request, boolean last, ReplyBody body) {
		return reply(request.client(), new ClientReply(last, request.message().rid(), body));
	}

	/**
	 * Its client waits no longer. The worker is told, if it understands; its slot stays
	 * taken until it ends the request, or for a minute. So long it weighs, too.
	 */
	void forget(BrokerRequest request, long nowNanos) {
		WorkerRecord worker = request.worker();
		if (request.state() != BrokerRequest.State.RUNNING || worker == null) {
			end(request);
			return;
		}
		interrupted(request);
		request.client().remove(request);
		request.moveTo(BrokerRequest.State.FORGOTTEN);
		request.dropPayload();
		this.weights.lightened(request);
		this.deadlines.schedule(request, nowNanos + SLOT_NANOS);
		if (worker.takesCancel()) {
			this.outbox.send(worker.identity(), new HandlerCancel(request.key().client(), request.key().rid()));
		}
	}

	/** Ends it without a word. */
	void end(BrokerRequest request) {
		if (request.state() == BrokerRequest.State.RUNNING) {
			interrupted(request);
		}
		this.weights.ended(request);
		request.cancel();
		request.moveTo(BrokerRequest.State.ENDED);
		request.client().remove(request);
	}

	private boolean reply(ClientRecord client, ClientReply reply) {
		SendResult result = this.outbox.send(client.identity(), reply);
		if (result != SendResult.ACCEPTED) {
			this.listener.dropped((result == SendResult.FULL) ? DropReason.CLIENT_FULL : DropReason.CLIENT_GONE);
		}
		if (result == SendResult.FULL) {
			full(client);
		}
		return result == SendResult.ACCEPTED;
	}

	/**
	 * A client does not keep up: its watch is to see to it, not amid what goes on here.
	 */
	private void full(ClientRecord client) {
		if (!client.isFull()) {
			client.full();
			this.deadlines.schedule(client.watch(), client.lastHeardNanos());
		}
	}

}
