package io.pigato.broker;

/**
 * The parts of a {@link BrokerState} that know each other.
 *
 * @param clients the clients
 * @param workers the workers
 * @param services the services
 * @param backlog the requests that wait
 * @param requests all requests
 * @param port the way to clients
 * @param dispatcher the way to workers
 */
record BrokerParts(ClientRegistry clients, WorkerRegistry workers, ServiceRegistry services, Backlog backlog,
		LiveRequests requests, ClientPort port, Dispatcher dispatcher) {

	static BrokerParts of(BrokerContext context, DueActions actions) {
		BrokerConfig config = context.config();
		ClientRegistry clients = new ClientRegistry(actions, context.deadlines(), config.clientGraceNanos());
		WorkerRegistry workers = new WorkerRegistry();
		ServiceRegistry services = new ServiceRegistry(config.limits().maxUnservedNames());
		Backlog backlog = new Backlog(config.limits());
		ClientPort port = new ClientPort(context);
		LiveRequests requests = new LiveRequests(context, port, backlog, services);
		Dispatcher dispatcher = new Dispatcher(context, actions, workers, backlog, clients.names());
		return new BrokerParts(clients, workers, services, backlog, requests, port, dispatcher);
	}

}
