package io.pigato.broker;

import java.util.Collection;
import java.util.function.Predicate;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerKeepAlive;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;

/**
 * What a broker is, apart from threads and sockets: everything enters here, a message,
 * the end of a connection or something that falls due, and leaves by the
 * {@link BrokerOutbox}. Peers are known by the bytes of their identity; between two
 * connections with one identity comes always {@link #onPeerGone}. Not thread-safe.
 */
final class BrokerState {

	private final BrokerListener listener;

	private final BrokerParts parts;

	private final RequestIntake intake;

	private final ClientSide clientSide;

	private final WorkerSide workerSide;

	private final ReplyRouter replies;

	private final LostWorkers lostWorkers;

	private boolean stopped;

	BrokerState(Deadlines deadlines, BrokerConfig config, BrokerOutbox outbox, BrokerListener listener) {
		BrokerContext context = new BrokerContext(deadlines, config, outbox, listener);
		DueActions actions = new Due();
		this.listener = listener;
		this.parts = BrokerParts.of(context, actions);
		this.intake = new RequestIntake(context, actions, this.parts);
		this.clientSide = new ClientSide(context, this.parts);
		this.workerSide = new WorkerSide(context, actions, this.parts);
		this.replies = new ReplyRouter(listener, this.parts);
		this.lostWorkers = new LostWorkers(listener, this.parts);
	}

	void onMessage(Frame peer, WireMessage message, long nowNanos) {
		if (this.stopped) {
			this.listener.dropped(DropReason.SHUTDOWN);
		}
		else if (message instanceof Malformed) {
			this.workerSide.heard(peer, nowNanos);
			this.listener.dropped(DropReason.MALFORMED);
		}
		else if (message instanceof WireMessage.FromClient fromClient) {
			onClientMessage(peer, fromClient, nowNanos);
		}
		else if (message instanceof WireMessage.FromWorker fromWorker) {
			onWorkerMessage(peer, fromWorker, nowNanos);
		}
		this.lostWorkers.settle(nowNanos);
	}

	/** A peer's connection has ended. */
	void onPeerGone(Frame peer, long nowNanos) {
		this.parts.clients().connectionEnded(peer, nowNanos);
		this.workerSide.connectionEnded(peer);
		this.lostWorkers.settle(nowNanos);
	}

	/** Takes nothing new; replies under way still pass. */
	void beginStop() {
		this.parts.requests().close();
		failAll((request) -> request.place != null);
	}

	/** Fails what is left, turns the workers away, and forgets everything. */
	void finishStop(long nowNanos) {
		beginStop();
		this.stopped = true;
		failAll((request) -> true);
		this.workerSide.dismissAll();
		this.lostWorkers.settle(nowNanos);
		this.parts.clients().all().forEach(this.parts.clients()::remove);
	}

	/** How many names are offered by workers. */
	int services() {
		return this.parts.services().served();
	}

	/** The registered workers. */
	Collection<WorkerRecord> workers() {
		return this.parts.workers().all();
	}

	int workerCount() {
		return this.parts.workers().size();
	}

	/** How many requests wait for a worker. */
	int queued() {
		return this.parts.backlog().count();
	}

	/** How many requests are with a worker and awaited. */
	int inFlight() {
		return this.parts.requests().size() - queued();
	}

	/** Whether nothing is kept of any peer, service or request. */
	boolean isEmpty() {
		boolean noPeers = this.parts.clients().size() + workerCount() + this.workerSide.strangers() == 0;
		boolean noRequests = this.parts.requests().size() == 0 && queued() == 0 && this.parts.backlog().bytes() == 0;
		return noPeers && noRequests && this.parts.services().size() == 0;
	}

	private void onClientMessage(Frame peer, WireMessage.FromClient message, long nowNanos) {
		if (message instanceof ClientRequest request) {
			this.intake.onRequest(peer, request, nowNanos);
		}
		else if (message instanceof ClientHeartbeat) {
			this.clientSide.onHeartbeat(peer);
		}
		else if (message instanceof RequestHeartbeat heartbeat) {
			this.clientSide.onRequestHeartbeat(peer, heartbeat);
		}
		else if (message instanceof CancelRequest cancel) {
			this.clientSide.onCancel(peer, cancel, nowNanos);
		}
		else if (message instanceof WorkerKeepAlive keepAlive) {
			this.clientSide.onKeepAlive(peer, keepAlive, nowNanos);
		}
	}

	private void onWorkerMessage(Frame peer, WireMessage.FromWorker message, long nowNanos) {
		if (message instanceof WorkerReady ready) {
			this.workerSide.onReady(peer, ready, nowNanos);
			return;
		}
		WorkerRecord worker = this.workerSide.heard(peer, nowNanos);
		if (message instanceof WorkerGoodbye) {
			if (worker != null) {
				this.parts.workers().lose(worker);
			}
		}
		else if (worker == null) {
			this.workerSide.onStranger(peer);
		}
		else if (message instanceof WorkerReply reply) {
			this.replies.onReply(worker, reply, nowNanos);
		}
		else if (message instanceof WorkerReject reject) {
			this.replies.onReject(worker, reject, nowNanos);
		}
		else if (message instanceof WorkerHeartbeat heartbeat) {
			this.workerSide.onHeartbeat(worker, heartbeat, nowNanos);
		}
	}

	private void failAll(Predicate<BrokerRequest> which) {
		for (ClientRecord client : this.parts.clients().all()) {
			for (BrokerRequest request : client.requests()) {
				if (which.test(request)) {
					this.parts.requests().fail(request, ErrorCodes.SHUTDOWN, "The broker is shutting down");
				}
			}
		}
	}

	private final class Due implements DueActions {

		@Override
		public void onSilent(BrokerRequest request, long nowNanos) {
			BrokerState.this.parts.requests().expire(request, nowNanos);
		}

		@Override
		public void onOverdue(Slot slot, long nowNanos) {
			BrokerState.this.replies.free(slot, nowNanos);
			BrokerState.this.lostWorkers.settle(nowNanos);
		}

		@Override
		public void onCheck(WorkerRecord worker, long nowNanos) {
			BrokerState.this.workerSide.check(worker, nowNanos);
			BrokerState.this.lostWorkers.settle(nowNanos);
		}

		@Override
		public void onPauseOver(WorkerRecord worker, long nowNanos) {
			worker.service().free().update(worker);
			BrokerState.this.parts.dispatcher().fill(worker, nowNanos);
			BrokerState.this.lostWorkers.settle(nowNanos);
		}

		@Override
		public void onAwayTooLong(ClientRecord client, long nowNanos) {
			BrokerState.this.clientSide.onAwayTooLong(client, nowNanos);
		}

	}

}
