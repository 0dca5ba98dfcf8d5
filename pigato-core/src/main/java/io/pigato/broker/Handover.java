package io.pigato.broker;

import java.util.concurrent.TimeUnit;

import io.pigato.internal.Deadlines;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.JsonFrames;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.WorkerRequest;
import io.pigato.internal.transport.SendResult;

/** Gives a waiting request to a worker with room. */
final class Handover {

	private static final long FULL_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private final Deadlines deadlines;

	private final BrokerOutbox outbox;

	private final Registries registries;

	private final Endings endings;

	Handover(BrokerContext context, Endings endings) {
		this.deadlines = context.deadlines();
		this.outbox = context.outbox();
		this.registries = context.registries();
		this.endings = endings;
	}

	/**
	 * Whether the worker has it. If not, the worker's connection is full or gone: it has
	 * no room any more, until it is tried again.
	 */
	boolean give(BrokerRequest request, WorkerRecord worker, long nowNanos) {
		RequestKey key = keyFor(request, worker);
		SendResult result = this.outbox.send(worker.identity(), message(key, request.message()));
		if (result == SendResult.ACCEPTED) {
			this.registries.waiting().remove(request);
			request.giveTo(worker, key);
			worker.hold(request);
			worker.service().workers().update(worker);
			this.endings.began(request, nowNanos);
			worker.service().demand().served(request.service());
			this.registries.services().release(request.service());
		}
		else {
			worker.full();
			worker.service().workers().update(worker);
			this.deadlines.schedule(worker.again(), nowNanos + FULL_RETRY_NANOS);
		}
		if (result == SendResult.GONE) {
			// what it sent before its end may still be unread, and comes before deadlines
			worker.gone();
			this.deadlines.schedule(worker.check(), nowNanos);
		}
		return result == SendResult.ACCEPTED;
	}

	/**
	 * A client may use an id again while a worker is still busy with what it asked
	 * before.
	 */
	private RequestKey keyFor(BrokerRequest request, WorkerRecord worker) {
		RequestKey key = request.key();
		return worker.holds(key) ? new RequestKey(this.registries.aliases().next(), key.rid()) : key;
	}

	private static WorkerRequest message(RequestKey key, ClientRequest asked) {
		return new WorkerRequest(key.client(), new ClientRequest(asked.service(), asked.rid(),
				JsonFrames.orNull(asked.data()), JsonFrames.orEmptyObject(asked.options())));
	}

}
