package io.pigato.broker;

import io.pigato.ErrorCodes;
import io.pigato.internal.Frame;
import io.pigato.internal.protocol.ClientRequest;
import io.pigato.internal.protocol.RoutingOptions;
import org.jspecify.annotations.Nullable;

/** Takes requests in: each is accepted and placed, or refused at once. */
final class RequestIntake {

	private final BrokerContext context;

	private final DueActions actions;

	private final BrokerParts parts;

	private long lastNumber;

	RequestIntake(BrokerContext context, DueActions actions, BrokerParts parts) {
		this.context = context;
		this.actions = actions;
		this.parts = parts;
	}

	void onRequest(Frame peer, ClientRequest message, long nowNanos) {
		ClientRecord client = this.parts.clients().heard(peer);
		RoutingOptions options = RoutingOptions.read(message.options());
		client.understandsErrors |= options.extensions();
		if (client.request(message.rid()) != null) {
			this.context.listener().dropped(DropReason.DUPLICATE_REQUEST);
			return;
		}
		BrokerLimits limits = this.context.config().limits();
		Frame name = message.service();
		if (this.parts.requests().isClosed()) {
			refuse(client, message, ErrorCodes.SHUTDOWN, "The broker is shutting down");
		}
		else if (name.isEmpty() || name.length() > limits.maxNameBytes()) {
			refuse(client, message, ErrorCodes.LIMIT,
					"A service name has 1 to " + limits.maxNameBytes() + " bytes, not " + name.length());
		}
		else if (client.unanswered() >= limits.maxUnansweredPerClient()) {
			refuse(client, message, ErrorCodes.QUEUE_FULL, "The client has too many requests without an answer");
		}
		else {
			BrokerRequest.Origin origin = new BrokerRequest.Origin(this.actions, client, nowNanos, ++this.lastNumber);
			find(origin, message, options, nowNanos);
		}
	}

	private void find(BrokerRequest.Origin origin, ClientRequest message, RoutingOptions options, long nowNanos) {
		boolean targeted = options.workerId() != null || options.invalidTarget();
		WorkerRecord target = targeted ? target(message, options) : null;
		if (targeted && target == null) {
			refuse(origin.client(), message, ErrorCodes.TARGET_NOT_FOUND, "There is no such worker for the service");
			return;
		}
		Service service = (target != null) ? target.service() : this.parts.services().forRequest(message.service());
		if (service == null) {
			refuse(origin.client(), message, ErrorCodes.LIMIT, "Too many names are asked for that no worker offers");
			return;
		}
		accept(new BrokerRequest(origin, message, options, service), target, nowNanos);
	}

	private @Nullable WorkerRecord target(ClientRequest message, RoutingOptions options) {
		WorkerRecord worker = (options.workerId() != null) ? this.parts.workers().find(options.workerId()) : null;
		return (worker != null && worker.service().name().equals(message.service())) ? worker : null;
	}

	private void accept(BrokerRequest request, @Nullable WorkerRecord target, long nowNanos) {
		Dispatcher dispatcher = this.parts.dispatcher();
		if (dispatcher.mustWait(request, target) && !this.parts.backlog().hasRoomFor(request)) {
			this.parts.services().removeIfUnused(request.service());
			refuse(request.client(), request.message(), ErrorCodes.QUEUE_FULL, "Too many requests wait for a worker");
			return;
		}
		this.parts.requests().accept(request, nowNanos);
		if (target != null) {
			dispatcher.place(request, target, nowNanos);
		}
		else {
			dispatcher.place(request, nowNanos);
		}
		if (request.place != null) {
			this.context.listener().requestQueued(request.service().text());
		}
	}

	private void refuse(ClientRecord client, ClientRequest message, String code, String reason) {
		this.context.listener().requestFailed(message.service().text(), code);
		this.parts.port().error(client, message.rid(), code, reason);
	}

}
