package io.pigato.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.pigato.internal.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The service names that workers offer or requests wait for, and some of those that were
 * asked for lately. A name is matched with the services that serve it when it is first
 * seen, and again when a service that concerns it gets its first worker or loses its
 * last; never for each request.
 */
final class ServiceRegistry {

	/** So many services serve a name in any case. */
	private static final int FEW_SERVERS = 8;

	private final Map<Frame, Service> services = new HashMap<>();

	private final Routes routes = new Routes();

	private final IdleNames idle = new IdleNames();

	private final WorkerPool.Order order;

	private final int maxUnoffered;

	private int offered;

	/** How many services serve names beyond one each. */
	private int furtherTurns;

	ServiceRegistry(int maxUnoffered, WorkerPool.Order order) {
		this.maxUnoffered = maxUnoffered;
		this.order = order;
	}

	/**
	 * The service that requests for a name wait in; {@code null} if there are too many
	 * names. Those that are served may be as many again, so that they do not suffer from
	 * those that are not.
	 */
	@Nullable Service match(Frame name) {
		Service known = this.services.get(name);
		if (known != null) {
			return known;
		}
		Service service = new Service(ServiceName.of(name), this.order);
		if (!hasRoom(service)) {
			return null;
		}
		add(service);
		return service;
	}

	@Nullable Service find(Frame name) {
		return this.services.get(name);
	}

	/** The service of a worker to be, whatever the limit. */
	Service require(Frame name) {
		Service known = this.services.get(name);
		return (known != null) ? known : create(name);
	}

	/** The service for a request that comes back: its own may have been forgotten. */
	Service remember(Service service) {
		Service known = this.services.get(service.name());
		if (known != null) {
			return known;
		}
		add(service);
		return service;
	}

	void addWorker(WorkerRecord worker) {
		Service service = worker.service();
		boolean first = service.workers().isEmpty();
		service.workers().add(worker);
		if (first) {
			this.offered++;
			this.idle.remove(service);
			this.routes.removeName(service);
			this.routes.offer(service);
			reroute(service);
			reroute(this.routes.concernedBy(service));
		}
	}

	/** Takes out a worker; gives the names that are served by others now, or by none. */
	List<Service> removeWorker(WorkerRecord worker) {
		Service service = worker.service();
		service.workers().remove(worker);
		if (!service.workers().isEmpty()) {
			return List.of();
		}
		this.offered--;
		this.routes.withdraw(service);
		this.routes.addName(service);
		List<Service> concerned = new ArrayList<>(List.of(service));
		concerned.addAll(this.routes.concernedBy(service));
		return reroute(concerned);
	}

	/** Forgets a service if it is unused and no others' workers serve it. */
	void release(Service service) {
		if (!service.isUnused()) {
			return;
		}
		if (!service.isServed()) {
			forget(service);
			return;
		}
		this.idle.touch(service);
		if (this.idle.isOverfull()) {
			forgetIdle();
		}
	}

	/** All that are remembered. */
	Collection<Service> all() {
		return Collections.unmodifiableCollection(this.services.values());
	}

	int offered() {
		return this.offered;
	}

	int size() {
		return this.services.size();
	}

	boolean isEmpty() {
		return this.services.isEmpty() && this.routes.isEmpty() && this.furtherTurns == 0 && this.idle.first() == null;
	}

	private Service create(Frame name) {
		Service service = new Service(ServiceName.of(name), this.order);
		add(service);
		return service;
	}

	private void add(Service service) {
		this.services.put(service.name(), service);
		this.routes.addName(service);
		reroute(service);
	}

	/** Whether there is room for one more name, or can be made. */
	private boolean hasRoom(Service service) {
		while (unoffered() >= this.maxUnoffered && forgetIdle()) {
			// one less
		}
		boolean roomForServed = unoffered() < 2L * this.maxUnoffered;
		return unoffered() < this.maxUnoffered || (roomForServed && !this.routes.of(service, 1).isEmpty());
	}

	private int unoffered() {
		return this.services.size() - this.offered + this.furtherTurns;
	}

	private boolean forgetIdle() {
		Service oldest = this.idle.first();
		if (oldest == null) {
			return false;
		}
		this.idle.remove(oldest);
		if (oldest.isUnused()) {
			forget(oldest);
		}
		return true;
	}

	private void forget(Service service) {
		this.idle.remove(service);
		if (this.services.remove(service.name(), service)) {
			this.routes.removeName(service);
			route(service, List.of());
		}
	}

	/**
	 * Matches names anew, those first that have waited longest; gives those whose
	 * services have changed.
	 */
	private List<Service> reroute(List<Service> names) {
		List<Service> sorted = new ArrayList<>(names);
		sorted.sort(Comparator.comparingLong(Service::oldest));
		List<Service> changed = new ArrayList<>();
		for (Service service : sorted) {
			if (reroute(service)) {
				changed.add(service);
			}
			if (service.isUnused() && !service.isServed()) {
				forget(service);
			}
		}
		return changed;
	}

	/**
	 * A range that many versions satisfy is served by some of them only, once so many do
	 * that there is no room for more names: ranges and versions multiply.
	 */
	private boolean reroute(Service service) {
		int room = this.maxUnoffered - this.furtherTurns + service.turns().size();
		return route(service, this.routes.of(service, Math.max(room, FEW_SERVERS)));
	}

	private boolean route(Service service, List<Service> servers) {
		this.furtherTurns -= Math.max(service.turns().size() - 1, 0);
		this.furtherTurns += Math.max(servers.size() - 1, 0);
		return service.route(servers);
	}

}
