package io.pigato.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the services are doing, counted when somebody asks. */
final class ServiceReport {

	private final Map<Service, Counts> offered = new LinkedHashMap<>();

	private final Registries registries;

	ServiceReport(Registries registries) {
		this.registries = registries;
	}

	/** Those that workers offer first, then those that are only asked for. */
	List<ServiceSnapshot> take(int limit) {
		for (WorkerRecord worker : this.registries.workers().all()) {
			this.offered.computeIfAbsent(worker.service(), (service) -> new Counts()).add(worker);
		}
		List<ServiceSnapshot> report = new ArrayList<>();
		for (Map.Entry<Service, Counts> entry : this.offered.entrySet()) {
			if (report.size() < limit) {
				report.add(entry.getValue().of(entry.getKey()));
			}
		}
		for (Service service : this.registries.services().all()) {
			if (report.size() >= limit) {
				break;
			}
			if (service.queued > 0 && !this.offered.containsKey(service)) {
				report.add(new Counts().of(service));
			}
		}
		return List.copyOf(report);
	}

	private static final class Counts {

		private int workers;

		private int inFlight;

		void add(WorkerRecord worker) {
			this.workers++;
			this.inFlight += worker.load();
		}

		ServiceSnapshot of(Service service) {
			return new ServiceSnapshot(service.text(), this.workers, this.inFlight, service.queued);
		}

	}

}
