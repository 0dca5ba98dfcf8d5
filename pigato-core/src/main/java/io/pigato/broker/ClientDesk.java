package io.pigato.broker;

import java.util.List;

import io.pigato.ErrorCodes;
import io.pigato.internal.Deadlines;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.CancelRequest;
import io.pigato.internal.protocol.ClientHeartbeat;
import io.pigato.internal.protocol.ClientHeartbeatEcho;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.HandlerHeartbeat;
import io.pigato.internal.protocol.RequestHeartbeat;
import io.pigato.internal.protocol.RequestKey;
import io.pigato.internal.protocol.RoutingOptions;
import io.pigato.internal.protocol.WireMessage;
import io.pigato.internal.protocol.WorkerKeepAlive;
import org.jspecify.annotations.Nullable;

/** What a broker does with the messages of clients. */
final class ClientDesk {

	private static final long NANOS_PER_MILLI = 1_000_000;

	/** Peers write 33 or 36: an id is repeated in each message about its request. */
	private static final int MAX_ID_BYTES = 255;

	/** Where there are more clients, those that wait for nothing need not come back. */
	private static final int MANY_CLIENTS = 1000;

	private final BrokerContext context;

	private final Deadlines deadlines;

	private final ClientRegistry clients;

	private final ClientWatch watch;

	private final Dispatcher dispatcher;

	private final Endings endings;

	private final BrokerRequest.RequestEvents requestEvents;

	private final OwnAnswers own;

	private long requestCount;

	private boolean stopping;

	ClientDesk(BrokerContext context, Dispatcher dispatcher, Endings endings, BrokerRequest.RequestEvents requestEvents,
			OwnAnswers own) {
		this.own = own;
		this.context = context;
		this.deadlines = context.deadlines();
		this.dispatcher = dispatcher;
		this.endings = endings;
		this.requestEvents = requestEvents;
		this.clients = new ClientRegistry(context.registries().aliases(), this::onWatchDue);
		this.watch = new ClientWatch(context);
	}

	void onMessage(Frame peer, WireMessage.FromClient message, long nowNanos) {
		if (message instanceof ClientRequest request) {
			onRequest(require(peer, nowNanos), request, nowNanos);
		}
		else if (message instanceof ClientHeartbeat) {
			this.watch.beat(require(peer, nowNanos), nowNanos);
			this.context.outbox().send(peer, new ClientHeartbeatEcho(BrokerContext.EXTENSIONS));
		}
		else if (message instanceof CancelRequest cancel) {
			onCancel(peer, cancel, nowNanos);
		}
		else if (message instanceof RequestHeartbeat heartbeat) {
			onRequestHeartbeat(peer, heartbeat, nowNanos);
		}
		else if (message instanceof WorkerKeepAlive keepAlive) {
			heard(peer, nowNanos);
			WorkerRecord worker = this.context.registries().workers().find(keepAlive.worker());
			if (worker != null) {
				worker.heard(nowNanos);
			}
		}
	}

	/** A message of a peer, any: if it is a client, it is there. */
	@Nullable ClientRecord heard(Frame peer, long nowNanos) {
		ClientRecord client = this.clients.find(peer);
		if (client != null) {
			this.watch.heard(client, nowNanos);
		}
		return client;
	}

	/**
	 * A connection has ended: its client, if it is one, may come back for a while. Where
	 * connections come and go without end, only one that waits for something.
	 */
	void onPeerGone(Frame peer, long nowNanos) {
		ClientRecord client = this.clients.find(peer);
		if (client == null) {
			return;
		}
		this.watch.away(client, nowNanos);
		if (client.size() == 0 && this.clients.size() > MANY_CLIENTS) {
			onGone(client, nowNanos);
		}
	}

	/** Takes no request from now on, and gives back those that wait. */
	void stop() {
		this.stopping = true;
		for (ClientRecord client : this.clients.all()) {
			for (BrokerRequest request : client.requests()) {
				if (request.state() == BrokerRequest.State.QUEUED) {
					this.dispatcher.dequeue(request);
					this.endings.failed(request, ErrorCodes.SHUTDOWN, "the broker is shutting down");
				}
			}
		}
	}

	int clients() {
		return this.clients.size();
	}

	private void onRequest(ClientRecord client, ClientRequest message, long nowNanos) {
		if (client.find(message.rid()) != null) {
			this.context.listener().dropped(DropReason.DUPLICATE_REQUEST);
			return;
		}
		RoutingOptions options = client.read(message.options());
		if (options.extensions()) {
			this.watch.announced(client, nowNanos);
		}
		ReplyCache.Key cacheKey = this.own.cacheKey(message, options);
		if (!this.stopping && this.own.answer(client, message, options, cacheKey, nowNanos)) {
			return;
		}
		Service service = serviceFor(client, message);
		if (service == null) {
			return;
		}
		BrokerRequest.Origin origin = new BrokerRequest.Origin(this.requestCount++, client, this.requestEvents,
				nowNanos);
		BrokerRequest request = new BrokerRequest(origin, message, options, service);
		request.cacheKey = cacheKey;
		client.add(request);
		restartSilence(request, nowNanos);
		this.dispatcher.place(request, nowNanos);
	}

	/** The service of a request that may be accepted; any other is refused here. */
	private @Nullable Service serviceFor(ClientRecord client, ClientRequest message) {
		Refusal refusal = refusalOf(client, message);
		Service service = null;
		if (refusal == null) {
			service = this.context.registries().services().match(message.service());
			refusal = new Refusal(ErrorCodes.LIMIT, "too many names that no worker offers");
		}
		if (service == null) {
			this.endings.refused(client, message, refusal.code(), refusal.reason());
		}
		return service;
	}

	/** Why a request is refused, whatever else there is. */
	private @Nullable Refusal refusalOf(ClientRecord client, ClientRequest message) {
		BrokerLimits limits = this.context.config().limits();
		int name = message.service().length();
		int id = message.rid().length();
		if (this.stopping) {
			return new Refusal(ErrorCodes.SHUTDOWN, "the broker is shutting down");
		}
		if (name == 0 || name > limits.maxNameBytes()) {
			return new Refusal(ErrorCodes.LIMIT,
					"a service name has 1 to " + limits.maxNameBytes() + " bytes, not " + name);
		}
		if (id > MAX_ID_BYTES) {
			return new Refusal(ErrorCodes.LIMIT,
					"the id of a request has at most " + MAX_ID_BYTES + " bytes, not " + id);
		}
		if (client.size() >= limits.maxRequestsPerClient()) {
			return new Refusal(ErrorCodes.QUEUE_FULL, "too many requests of this client");
		}
		boolean tooMuch = this.context.registries().waiting().isTooMuchRunning(client, message);
		return tooMuch ? new Refusal(ErrorCodes.QUEUE_FULL, "workers have too many bytes of this client's requests")
				: null;
	}

	/** Its worker has spoken, or it begins: the time-out runs anew. */
	void restartSilence(BrokerRequest request, long nowNanos) {
		long millis = request.options().timeoutMillis();
		if (millis != RoutingOptions.NO_TIMEOUT) {
			this.deadlines.schedule(request, nowNanos + millis * NANOS_PER_MILLI);
		}
	}

	private void onCancel(Frame peer, CancelRequest cancel, long nowNanos) {
		BrokerRequest request = find(peer, cancel.rid(), nowNanos);
		if (request != null) {
			drop(request, nowNanos);
		}
	}

	private void onRequestHeartbeat(Frame peer, RequestHeartbeat heartbeat, long nowNanos) {
		BrokerRequest request = find(peer, heartbeat.rid(), nowNanos);
		WorkerRecord worker = (request != null) ? request.worker() : null;
		if (request != null && worker != null) {
			RequestKey key = request.key();
			this.context.outbox().send(worker.identity(), new HandlerHeartbeat(key.client(), key.rid()));
		}
	}

	private void onWatchDue(ClientRecord client, long nowNanos) {
		if (this.watch.isGone(client, nowNanos)) {
			onGone(client, nowNanos);
		}
	}

	/** Nobody waits any longer for what a client has asked. */
	private void onGone(ClientRecord client, long nowNanos) {
		List<BrokerRequest> requests = client.requests();
		this.clients.remove(client);
		if (client.isFull()) {
			cutOff(client.identity(), nowNanos);
		}
		this.context.listener().clientGone(client.identity().text(), requests.size());
		for (BrokerRequest request : requests) {
			drop(request, nowNanos);
		}
	}

	/** Nobody reports the end of a peer that was cut off, who may be a worker as well. */
	private void cutOff(Frame peer, long nowNanos) {
		this.context.outbox().disconnect(peer);
		this.context.registries().workers().forget(peer);
		WorkerRecord worker = this.context.registries().workers().find(peer);
		if (worker != null) {
			worker.gone();
			this.deadlines.schedule(worker.check(), nowNanos);
		}
	}

	private void drop(BrokerRequest request, long nowNanos) {
		this.dispatcher.dequeue(request);
		this.endings.cancelled(request, nowNanos);
	}

	/** The sender of a message that only clients send. */
	private ClientRecord require(Frame peer, long nowNanos) {
		ClientRecord known = heard(peer, nowNanos);
		if (known != null) {
			return known;
		}
		ClientRecord client = this.clients.add(peer);
		client.heard(nowNanos);
		return client;
	}

	private @Nullable BrokerRequest find(Frame peer, Frame rid, long nowNanos) {
		ClientRecord client = heard(peer, nowNanos);
		return (client != null) ? client.find(rid) : null;
	}

	/** Why a request is not accepted. */
	private record Refusal(String code, String reason) {

	}

}
