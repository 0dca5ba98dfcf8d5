package io.pigato.spring.observation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of services as values of a label: so many different ones, and then {@code other}.
 * Whoever may ask for any name must not make any number of time series. Safe for use by
 * any thread.
 *
 * @since 0.1.0
 */
public final class ServiceLabels {

	/** What stands for all names beyond the limit. */
	public static final String OTHER = "other";

	private final Set<String> known = ConcurrentHashMap.newKeySet();

	private final int limit;

	/**
	 * Labels of which none is used.
	 * @param limit how many different names become labels, 0 or more
	 * @throws IllegalArgumentException if the limit is negative
	 */
	public ServiceLabels(int limit) {
		if (limit < 0) {
			throw new IllegalArgumentException("There are 0 or more names of services, not " + limit);
		}
		this.limit = limit;
	}

	/**
	 * The label for a name; the first names that come keep theirs for good.
	 * @param service the name
	 * @return the name, or {@link #OTHER}
	 */
	public String of(String service) {
		return (this.known.contains(service) || isFirst(service)) ? service : OTHER;
	}

	private boolean isFirst(String service) {
		if (this.known.size() >= this.limit) {
			return false;
		}
		synchronized (this.known) {
			if (this.known.size() < this.limit) {
				this.known.add(service);
			}
			return this.known.contains(service);
		}
	}

}
