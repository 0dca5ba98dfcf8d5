package io.pigato.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which services there were, and their workers, when the broker was asked.
 *
 * @param services name → ids of the workers that have registered it; unmodifiable
 * @since 0.1.0
 */
public record ServiceDirectory(Map<String, List<String>> services) {

	/** Takes copies. */
	public ServiceDirectory {
		Map<String, List<String>> copy = new LinkedHashMap<>();
		services.forEach((name, ids) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(ids))));
		services = Collections.unmodifiableMap(copy);
	}

	/**
	 * The workers of one service.
	 * @param service the name they have registered, exactly
	 * @return their ids; none if there are no workers
	 */
	public List<String> workers(String service) {
		return this.services.getOrDefault(service, List.of());
	}

}
