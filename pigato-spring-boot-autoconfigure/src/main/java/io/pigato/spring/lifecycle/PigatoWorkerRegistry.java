package io.pigato.spring.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.pigato.spring.worker.PigatoServiceRegistry;

/**
 * The workers of the application by the ids of their services: to see how they are, to
 * change their concurrency, to pause them, to start those that do not start with the
 * application. Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class PigatoWorkerRegistry {

	private final PigatoServiceRegistry services;

	private final PigatoWorkerFactory factory;

	private final SharedPigatoLoop loop;

	private final SharedKeepAlive keepAlive = new SharedKeepAlive();

	private List<ManagedPigatoWorker> workers = List.of();

	/**
	 * A registry whose workers do not run.
	 * @param services what to offer
	 * @param factory makes a new worker for each service at each start
	 * @param loop what the workers run on
	 */
	public PigatoWorkerRegistry(PigatoServiceRegistry services, PigatoWorkerFactory factory, SharedPigatoLoop loop) {
		this.services = services;
		this.factory = factory;
		this.loop = loop;
	}

	/**
	 * All workers, running or not.
	 * @return an unmodifiable list in the order of the services, empty before the
	 * services are known, which is when all singletons are there
	 */
	public synchronized List<ManagedPigatoWorker> workers() {
		if (this.workers.isEmpty()) {
			this.workers = this.services.registrations()
				.stream()
				.map((service) -> new ManagedPigatoWorker(service, this.factory, this.loop, this.keepAlive))
				.toList();
		}
		return this.workers;
	}

	/**
	 * The worker of one service.
	 * @param id the service's id
	 * @return the worker, or nothing if no service has this id
	 */
	public Optional<ManagedPigatoWorker> find(String id) {
		return workers().stream().filter((worker) -> worker.id().equals(id)).findFirst();
	}

	/**
	 * The worker of one service.
	 * @param id the service's id
	 * @return the worker
	 * @throws IllegalArgumentException if no service has this id
	 */
	public ManagedPigatoWorker get(String id) {
		return find(id).orElseThrow(() -> new IllegalArgumentException("No service has the id '" + id + "'; there are: "
				+ workers().stream().map(ManagedPigatoWorker::id).collect(Collectors.joining(", "))));
	}

}
