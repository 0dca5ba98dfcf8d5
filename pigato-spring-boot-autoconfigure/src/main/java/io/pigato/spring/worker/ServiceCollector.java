package io.pigato.spring.worker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Gathers services and refuses a second one of the same name or id. */
final class ServiceCollector {

	private final Map<Place, String> originsByName = new HashMap<>();

	private final Map<String, String> originsById = new HashMap<>();

	private final List<PigatoServiceRegistration> services = new ArrayList<>();

	/**
	 * Adds a service.
	 * @param service the service, with its id
	 * @param origin what offers it, for people
	 */
	void add(PigatoServiceRegistration service, String origin) {
		String broker = (service.broker() != null) ? service.broker() : "";
		String sameName = this.originsByName.putIfAbsent(new Place(broker, service.name()), origin);
		if (sameName != null) {
			throw new PigatoServiceDefinitionException(
					"Two handlers offer the service '" + service.name() + "': " + sameName + " and " + origin + ".",
					"An application offers a name once. Give one of them another name, or a version of its own such as '"
							+ service.name() + "@2.0.0'. To handle more requests at once, raise the concurrency.");
		}
		String id = Objects.requireNonNull(service.id(), "id");
		String sameId = this.originsById.putIfAbsent(id, origin);
		if (sameId != null) {
			throw new PigatoServiceDefinitionException(
					"Two services have the id '" + id + "': " + sameId + " and " + origin + ".",
					"Give one of them an id of its own, as in @PigatoService(name = \"" + service.name()
							+ "\", id = \"another\").");
		}
		this.services.add(service);
	}

	List<PigatoServiceRegistration> toList() {
		return List.copyOf(this.services);
	}

	/**
	 * Where a name has to be unique.
	 *
	 * @param broker its bean, empty for the application's own
	 * @param name the service's name
	 */
	private record Place(String broker, String name) {

	}

}
