package io.pigato.broker;

import java.util.HashMap;
import java.util.Map;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The services by name, and the place where a request finds the one that serves it. A
 * service exists while it has a worker or a waiting request.
 */
final class ServiceRegistry {

	private final Map<Frame, Service> services = new HashMap<>();

	private final int maxUnserved;

	private int served;

	ServiceRegistry(int maxUnserved) {
		this.maxUnserved = maxUnserved;
	}

	/**
	 * The service that serves requests for a name, made if there is none: the name
	 * itself.
	 * @return {@code null} if too many names exist already that nobody offers
	 */
	@Nullable Service forRequest(Frame name) {
		Service service = this.services.get(name);
		if (service != null) {
			return service;
		}
		return (this.services.size() - this.served < this.maxUnserved) ? add(name) : null;
	}

	/** The service of a new worker, made if there is none. */
	Service workerAdded(Frame name) {
		Service known = this.services.get(name);
		Service service = (known != null) ? known : add(name);
		if (service.workers == 0) {
			this.served++;
		}
		service.workers++;
		return service;
	}

	void workerRemoved(Service service) {
		service.workers--;
		if (service.workers == 0) {
			this.served--;
		}
		removeIfUnused(service);
	}

	void removeIfUnused(Service service) {
		if (service.workers == 0 && service.waitingCount == 0) {
			this.services.remove(service.name(), service);
		}
	}

	/** How many have a worker. */
	int served() {
		return this.served;
	}

	int size() {
		return this.services.size();
	}

	private Service add(Frame name) {
		Service service = new Service(Frame.of(name.array()));
		this.services.put(service.name(), service);
		return service;
	}

}
