package io.pigato.broker;

import java.util.List;

import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.Malformed;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerReply;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is, apart from threads and sockets: it is told what arrived and when, and
 * answers through its {@link BrokerOutbox}. Between two connections with one identity it
 * must be told of the end of the first. Not thread-safe.
 */
final class BrokerState {

	private final BrokerContext context;

	private final Endings endings;

	private final Dispatcher dispatcher;

	private final ReplyDesk replies;

	private final ClientDesk clients;

	private final WorkerDesk workers;

	private final ReplyCache cache;

	BrokerState(BrokerConfig config, Deadlines deadlines, BrokerOutbox outbox, BrokerListener listener) {
		Registries registries = new Registries(new ServiceRegistry(config.limits().maxNames(), config.policy().order()),
				new WorkerRegistry(), new WaitingRequests(config.limits()), new ClientAliases(config.aliasSeed()));
		this.context = new BrokerContext(config, deadlines, outbox, listener, registries);
		this.endings = new Endings(this.context);
		this.dispatcher = new Dispatcher(this.context, this.endings);
		this.cache = new ReplyCache(config.cache(), deadlines);
		this.clients = new ClientDesk(this.context, this.dispatcher, this.endings, this::onRequestDue,
				new OwnAnswers(this.context, this.endings, this.cache));
		this.replies = new ReplyDesk(this.context, this.dispatcher, this.endings, this.clients::restartSilence,
				this.cache);
		this.workers = new WorkerDesk(this.context, this.dispatcher, this.endings, this.replies);
	}

	void onMessage(Frame peer, WireMessage message, long nowNanos) {
		if (message instanceof Malformed malformed) {
			onMalformed(peer, malformed, nowNanos);
		}
		else if (message instanceof WireMessage.FromClient fromClient) {
			this.clients.onMessage(peer, fromClient, nowNanos);
		}
		else if (message instanceof WireMessage.FromWorker fromWorker) {
			this.workers.onMessage(peer, fromWorker, nowNanos);
		}
	}

	/** A connection has ended. */
	void onPeerGone(Frame peer, long nowNanos) {
		this.clients.onPeerGone(peer, nowNanos);
		this.workers.onPeerGone(peer, nowNanos);
	}

	/** Takes no request and no worker from now on; what is under way goes on. */
	void stop() {
		this.clients.stop();
		this.workers.stop();
	}

	/**
	 * Tells the clients of what still waits, so that no worker gets it any more, and the
	 * workers that it is over; what was stored is forgotten.
	 */
	void dismissWorkers(long nowNanos) {
		this.clients.stop();
		this.workers.dismissAll(nowNanos);
		this.cache.clear();
	}

	int clients() {
		return this.clients.clients();
	}

	/** What workers have of requests, or hold slots for. */
	long runningBytes() {
		return this.context.registries().waiting().runningBytes();
	}

	long queuedBytes() {
		return this.context.registries().waiting().bytes();
	}

	/** What the services are doing, of so many at most. */
	List<ServiceSnapshot> report(int limit) {
		return new ServiceReport(this.context.registries()).take(limit);
	}

	/** Which workers offer what, as JSON. */
	@Nullable Frame directory() {
		return this.context.registries().workers().directory().answer(Frame.EMPTY);
	}

	int inFlight() {
		return this.endings.inFlight();
	}

	int queued() {
		return this.context.registries().waiting().count();
	}

	/** Replies that may be used again. */
	int cached() {
		return this.cache.size();
	}

	long cachedBytes() {
		return this.cache.bytes();
	}

	int workers() {
		return this.context.registries().workers().size();
	}

	int services() {
		return this.context.registries().services().offered();
	}

	/** Whether nothing is remembered of anybody. */
	boolean isEmpty() {
		return inFlight() == 0 && queued() == 0 && this.context.registries().waiting().bytes() == 0
				&& runningBytes() == 0 && this.context.registries().workers().isEmpty()
				&& this.context.registries().services().isEmpty() && this.clients.clients() == 0;
	}

	@Override
	public String toString() {
		return queued() + " queued, " + inFlight() + " in flight, " + workers() + " workers, "
				+ this.context.registries().services().size() + " services, " + this.clients.clients() + " clients";
	}

	/** Even what makes no sense shows that its sender is there. */
	private void onMalformed(Frame peer, Malformed malformed, long nowNanos) {
		this.context.listener().dropped(DropReason.MALFORMED);
		this.clients.heard(peer, nowNanos);
		WorkerRecord worker = this.workers.heard(peer, nowNanos);
		WorkerReply failure = malformed.failureOfRequest();
		if (worker != null && failure != null) {
			this.replies.onReply(worker, failure, nowNanos);
		}
	}

	private void onRequestDue(BrokerRequest request, long nowNanos) {
		if (request.state() == BrokerRequest.State.FORGOTTEN) {
			this.replies.release(request, nowNanos);
			return;
		}
		this.context.listener().requestExpired(request.service().text());
		this.dispatcher.dequeue(request);
		this.endings.forget(request, nowNanos);
	}

}
