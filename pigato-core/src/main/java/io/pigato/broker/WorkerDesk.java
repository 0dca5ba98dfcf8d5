package io.pigato.broker;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadline;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerGoodbye;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerReject;
import io.pigato.internal.protocol.WorkerReply;
import io.pigato.internal.protocol.WorkerStatus;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** What a broker does with the messages of workers, but for their replies. */
final class WorkerDesk {

	private static final char RESERVED = '$';

	private static final long TRIAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final BrokerContext context;

	private final WorkerRegistry workers;

	private final Dispatcher dispatcher;

	private final Endings endings;

	private final ReplyDesk replies;

	private boolean stopping;

	WorkerDesk(BrokerContext context, Dispatcher dispatcher, Endings endings, ReplyDesk replies) {
		this.context = context;
		this.workers = context.registries().workers();
		this.dispatcher = dispatcher;
		this.endings = endings;
		this.replies = replies;
	}

	void onMessage(Frame peer, WireMessage.FromWorker message, long nowNanos) {
		WorkerRecord worker = heard(peer, nowNanos);
		if (message instanceof WorkerReady ready) {
			onReady(peer, worker, ready.service(), nowNanos);
		}
		else if (worker != null) {
			onMessage(worker, message, nowNanos);
		}
		else if (!(message instanceof WorkerGoodbye)) {
			onUnknown(peer);
		}
	}

	/** A message of a peer, any: if it is a worker, it is alive. */
	@Nullable WorkerRecord heard(Frame peer, long nowNanos) {
		WorkerRecord worker = this.workers.find(peer);
		if (worker != null) {
			worker.heard(nowNanos);
		}
		return worker;
	}

	/** A connection has ended: its worker, if it is one, is lost. */
	void onPeerGone(Frame peer, long nowNanos) {
		this.workers.forget(peer);
		WorkerRecord worker = this.workers.find(peer);
		if (worker != null) {
			lose(worker, nowNanos);
		}
	}

	/** Takes no worker from now on. */
	void stop() {
		this.stopping = true;
	}

	/** Tells all workers that it is over. */
	void dismissAll(long nowNanos) {
		for (WorkerRecord worker : this.workers.all()) {
			this.context.outbox().send(worker.identity(), new WorkerDismissal());
			lose(worker, nowNanos);
		}
	}

	private void onMessage(WorkerRecord worker, WireMessage.FromWorker message, long nowNanos) {
		if (message instanceof WorkerReply reply) {
			this.replies.onReply(worker, reply, nowNanos);
		}
		else if (message instanceof WorkerHeartbeat heartbeat) {
			this.context.outbox().send(worker.identity(), new WorkerHeartbeatEcho());
			onStatus(worker, WorkerStatus.read(heartbeat.status()));
			this.dispatcher.serve(worker, nowNanos);
		}
		else if (message instanceof WorkerReject reject) {
			this.replies.onReject(worker, reject, nowNanos);
		}
		else if (message instanceof WorkerGoodbye) {
			lose(worker, nowNanos);
		}
	}

	private void onStatus(WorkerRecord worker, WorkerStatus status) {
		if (worker.apply(status)) {
			this.context.listener()
				.concurrencyChanged(worker.service().text(), worker.identity().text(), worker.concurrency());
		}
		if (status.update() && isReserved(worker.service().name())) {
			this.context.outbox().publishDirectory();
		}
	}

	private static boolean isReserved(Frame name) {
		return !name.isEmpty() && name.at(0) == RESERVED;
	}

	private void onUnknown(Frame peer) {
		this.context.listener().dropped(DropReason.UNKNOWN_WORKER);
		if (!this.workers.isDismissed(peer)) {
			dismiss(peer);
		}
	}

	private void dismiss(Frame peer) {
		if (this.context.outbox().send(peer, new WorkerDismissal()) == SendResult.ACCEPTED) {
			this.workers.dismissed(peer);
		}
	}

	private void onReady(Frame peer, @Nullable WorkerRecord known, Frame name, long nowNanos) {
		boolean reserved = isReserved(name) && !this.context.config().coreServices();
		if (this.stopping || name.isEmpty() || name.length() > this.context.config().limits().maxNameBytes()
				|| reserved) {
			this.context.listener().dropped(this.stopping ? DropReason.SHUTDOWN : DropReason.REFUSED_WORKER);
			return;
		}
		if (known != null && known.service().name().equals(name)) {
			this.context.outbox().send(peer, new ReadyAck(BrokerContext.EXTENSIONS));
			return;
		}
		if (known != null) {
			lose(known, nowNanos);
		}
		register(peer, name, nowNanos);
	}

	private void register(Frame peer, Frame name, long nowNanos) {
		Service service = this.context.registries().services().require(name);
		WorkerRecord worker = new WorkerRecord(peer, service, new WorkerDeadline((now) -> check(peer, now)),
				new WorkerDeadline((now) -> tryAgain(peer, now)));
		worker.heard(nowNanos);
		this.workers.add(worker);
		this.context.registries().services().addWorker(worker);
		this.context.deadlines().schedule(worker.check(), nowNanos + this.context.config().heartbeatNanos());
		this.context.deadlines().schedule(worker.again(), nowNanos + TRIAL_NANOS);
		this.context.outbox().send(peer, new ReadyAck(BrokerContext.EXTENSIONS));
		this.context.listener().workerRegistered(name.text(), peer.text());
		this.context.outbox().publishDirectory();
		this.dispatcher.serve(worker, nowNanos);
	}

	private void check(Frame identity, long nowNanos) {
		WorkerRecord worker = this.workers.find(identity);
		if (worker == null) {
			return;
		}
		if (worker.isGone()) {
			lose(worker, nowNanos);
			return;
		}
		BrokerConfig config = this.context.config();
		long silent = Math.min(nowNanos - worker.lastHeardNanos(), this.context.outbox().nanosSinceGrowth(identity));
		long left = config.workerSilenceNanos() - silent;
		if (left <= 0) {
			lose(worker, nowNanos);
			dismiss(identity);
			return;
		}
		if (nowNanos - worker.lastHeardNanos() >= config.heartbeatNanos()) {
			this.context.outbox().send(identity, new WorkerHeartbeatEcho());
		}
		this.context.deadlines().schedule(worker.check(), nowNanos + Math.min(left, config.heartbeatNanos()));
	}

	private void tryAgain(Frame identity, long nowNanos) {
		WorkerRecord worker = this.workers.find(identity);
		if (worker != null) {
			worker.tryIt();
			this.dispatcher.serve(worker, nowNanos);
		}
	}

	private void lose(WorkerRecord worker, long nowNanos) {
		worker.check().cancel();
		worker.again().cancel();
		this.workers.remove(worker);
		this.context.outbox().publishDirectory();
		List<Service> rerouted = this.context.registries().services().removeWorker(worker);
		List<BrokerRequest> held = worker.held();
		this.context.listener().workerLost(worker.service().name().text(), worker.identity().text(), held.size());
		held.sort(Comparator.comparingLong(BrokerRequest::number));
		held.removeIf((request) -> !takeBack(request));
		this.dispatcher.placeAgain(held, nowNanos);
		this.dispatcher.onWorkerRemoved(worker, rerouted, nowNanos);
	}

	/** Takes a request from a worker that is lost; whether it goes to another. */
	private boolean takeBack(BrokerRequest request) {
		if (request.state() == BrokerRequest.State.FORGOTTEN) {
			this.endings.end(request);
		}
		else if (!request.isRepeatable()) {
			this.endings.failed(request, ErrorCodes.WORKER_LOST, "the worker is gone");
		}
		else if (this.stopping) {
			this.endings.failed(request, ErrorCodes.SHUTDOWN, "the broker is shutting down");
		}
		else {
			this.endings.interrupted(request);
			request.takeBack();
			this.context.listener().requestRetried(request.service().text());
			return true;
		}
		return false;
	}

	private static final class WorkerDeadline extends Deadline {

		private final LongConsumer action;

		WorkerDeadline(LongConsumer action) {
			this.action = action;
		}

		@Override
		protected void onDue(long nowNanos) {
			this.action.accept(nowNanos);
		}

	}

}
