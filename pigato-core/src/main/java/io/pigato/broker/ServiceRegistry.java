package io.pigato.broker;

import java.util.HashMap;
import java.util.Map;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The service names that workers offer or requests wait for; a name that is neither is
 * forgotten at once. This is where a name is matched to a service.
 */
final class ServiceRegistry {

	private final Map<Frame, Service> services = new HashMap<>();

	private final int maxUnoffered;

	private int offered;

	ServiceRegistry(int maxUnoffered) {
		this.maxUnoffered = maxUnoffered;
	}

	/**
	 * The service that requests for a name go to; {@code null} if there are too many
	 * names.
	 */
	@Nullable Service match(Frame name) {
		Service known = this.services.get(name);
		if (known == null && this.services.size() - this.offered < this.maxUnoffered) {
			known = new Service(name);
			this.services.put(name, known);
		}
		return known;
	}

	@Nullable Service find(Frame name) {
		return this.services.get(name);
	}

	/** The service of a worker to be, whatever the limit. */
	Service require(Frame name) {
		return this.services.computeIfAbsent(name, Service::new);
	}

	void addWorker(WorkerRecord worker) {
		if (worker.service().workers().isEmpty()) {
			this.offered++;
		}
		worker.service().workers().add(worker);
	}

	void removeWorker(WorkerRecord worker) {
		worker.service().workers().remove(worker);
		if (worker.service().workers().isEmpty()) {
			this.offered--;
		}
	}

	/** Forgets a service if it is unused. */
	void release(Service service) {
		if (service.isUnused()) {
			this.services.remove(service.name(), service);
		}
	}

	int offered() {
		return this.offered;
	}

	int size() {
		return this.services.size();
	}

}
