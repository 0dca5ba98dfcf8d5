package io.pigato.broker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Extensions;
import io.pigato.internal.protocol.ReadyAck;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerDismissal;
import io.pigato.internal.protocol.WorkerHeartbeat;
import io.pigato.internal.protocol.WorkerHeartbeatEcho;
import io.pigato.internal.protocol.WorkerReady;
import io.pigato.internal.protocol.WorkerStatus;
import io.pigato.internal.transport.SendResult;
import org.jspecify.annotations.Nullable;

/** Registers workers, keeps them while they are alive, and turns strangers away. */
final class WorkerSide {

	/** What this broker can do beyond the original protocol. */
	static final Frame EXTENSIONS = Extensions.encode(List.of(Extensions.CANCEL, Extensions.ERROR));

	/** How long a new worker is given nothing unless it says how much it takes. */
	private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

	private final BrokerContext context;

	private final DueActions actions;

	private final BrokerParts parts;

	/** Peers that have been told that they are not registered; each is told once. */
	private final Set<Frame> dismissed = new HashSet<>();

	WorkerSide(BrokerContext context, DueActions actions, BrokerParts parts) {
		this.context = context;
		this.actions = actions;
		this.parts = parts;
	}

	/** The registered worker of a message, which shows that it is alive. */
	@Nullable WorkerRecord heard(Frame peer, long nowNanos) {
		WorkerRecord worker = this.parts.workers().find(peer);
		if (worker != null) {
			worker.heard(nowNanos);
		}
		return worker;
	}

	void onReady(Frame peer, WorkerReady ready, long nowNanos) {
		int length = ready.service().length();
		if (this.parts.requests().isClosed()) {
			this.context.listener().dropped(DropReason.SHUTDOWN);
			return;
		}
		if (length == 0 || length > this.context.config().limits().maxNameBytes()) {
			this.context.listener().dropped(DropReason.MALFORMED);
			return;
		}
		WorkerRecord known = heard(peer, nowNanos);
		if (known != null && known.service().name().equals(ready.service())) {
			send(peer, new ReadyAck(EXTENSIONS));
			return;
		}
		if (known != null) {
			this.parts.workers().lose(known);
		}
		register(peer, ready.service(), nowNanos);
	}

	void onHeartbeat(WorkerRecord worker, WorkerHeartbeat heartbeat, long nowNanos) {
		worker.read(WorkerStatus.read(heartbeat.status()));
		send(worker.id(), new WorkerHeartbeatEcho());
		this.parts.dispatcher().fill(worker, nowNanos);
	}

	/** A message from a peer that is no worker, or no longer. */
	void onStranger(Frame peer) {
		this.context.listener().dropped(DropReason.UNKNOWN_WORKER);
		if (!this.dismissed.contains(peer) && send(peer, new WorkerDismissal()) == SendResult.ACCEPTED) {
			this.dismissed.add(peer);
		}
	}

	void connectionEnded(Frame peer) {
		this.dismissed.remove(peer);
		WorkerRecord worker = this.parts.workers().find(peer);
		if (worker != null) {
			this.parts.workers().lose(worker);
		}
	}

	void check(WorkerRecord worker, long nowNanos) {
		long silenceEnds = worker.lastHeardNanos() + this.context.config().workerSilenceNanos();
		if (nowNanos - silenceEnds >= 0) {
			this.parts.workers().lose(worker);
			return;
		}
		if (!worker.takeHeardSinceCheck()) {
			send(worker.id(), new WorkerHeartbeatEcho());
		}
		long untilCheck = Math.min(this.context.config().intervalNanos(), silenceEnds - nowNanos);
		this.context.deadlines().schedule(worker.check(), nowNanos + untilCheck);
	}

	/** Turns all workers away. */
	void dismissAll() {
		for (WorkerRecord worker : this.parts.workers().all()) {
			send(worker.id(), new WorkerDismissal());
			this.parts.workers().lose(worker);
		}
		this.dismissed.clear();
	}

	/** How many peers are remembered without being registered. */
	int strangers() {
		return this.dismissed.size();
	}

	private void register(Frame peer, Frame name, long nowNanos) {
		this.dismissed.remove(peer);
		Service service = this.parts.services().workerAdded(name);
		WorkerRecord worker = new WorkerRecord(this.actions, peer, service, nowNanos);
		this.context.deadlines().schedule(worker.pause(), nowNanos + FIRST_PAUSE_NANOS);
		this.context.deadlines().schedule(worker.check(), nowNanos + this.context.config().intervalNanos());
		this.parts.workers().add(worker);
		this.context.listener().workerRegistered(service.text(), peer.text());
		send(peer, new ReadyAck(EXTENSIONS));
	}

	private SendResult send(Frame peer, WireMessage message) {
		return this.context.outbox().send(peer, message);
	}

}
